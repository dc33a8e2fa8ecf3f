import { fail, isGiven } from '../errors/index.js';
import type { JsonDocument } from '../repository/index.js';

/** An operation with what it is called with. */
export type Addressed = { readonly operation: string; readonly params: JsonDocument };

const operations = {
  customer_id: 'create-customer-alert',
  external_customer_id: 'create-customer-alert-external-customer-id',
  subscription_id: 'create-subscription-alert',
  plan_id: 'create-plan-alert',
} as const;

const scopes = ['customer_id', 'external_customer_id', 'subscription_id', 'plan_id'] as const;

/** `POST /alerts` says in its body whose alert it is; the API description says it in the path (§17). */
export function addressAlert(body: JsonDocument): Addressed {
  const [scope, second] = scopes.filter((key) => isGiven(body[key]));
  if (scope === undefined || second !== undefined) {
    return fail('body', 'missing_field', `says not whose alert it is; give one of ${scopes.join(', ')}`);
  }
  const { [scope]: id, ...alert } = body;
  return { operation: operations[scope], params: { [scope]: id, body: alert } };
}
