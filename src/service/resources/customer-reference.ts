import { fail, isGiven } from '../../errors/index.js';
import type { Customer, CustomerReference } from '../../wire/index.js';
import type { Call } from '../call.js';
import { findKept, needKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import { refuseMissing } from '../refusals.js';

/** A customer by exactly one of their ids. */
export type CustomerParams = { readonly customer_id: string } | { readonly external_customer_id: string };

/** A customer by one of their ids, or nobody, as queries and bodies may say. */
export type AnyCustomer = {
  readonly customer_id?: string | null | undefined;
  readonly external_customer_id?: string | null | undefined;
};

/** The customer that a request names; refused without exactly one id (§9.1). */
export async function needCustomer(call: Pick<Call, 'transaction'>, params: AnyCustomer): Promise<Kept<'customer'>> {
  const { customer_id, external_customer_id } = params;
  if (isGiven(customer_id) === isGiven(external_customer_id)) {
    const message = 'has to be given, or external_customer_id in its place, and not both';
    return fail('customer_id', 'customer_reference', message);
  }
  if (isGiven(customer_id)) return needKept(call, 'customer', customer_id);
  // A body may say anything; what is no text is nobody's id.
  const is_text = typeof external_customer_id === 'string';
  const found = is_text ? await findKept(call, 'customer', `external:${external_customer_id}`) : null;
  return found ?? refuseMissing('customer', external_customer_id);
}

/** The customer that a query names, or null where it names none. */
export async function namedCustomer(call: Call, params: AnyCustomer): Promise<Kept<'customer'> | null> {
  if (!isGiven(params.customer_id) && !isGiven(params.external_customer_id)) return null;
  return needCustomer(call, params);
}

/** A customer as other documents mention one. */
export function customerId({ id, external_customer_id }: Customer): CustomerReference {
  return { id, external_customer_id };
}
