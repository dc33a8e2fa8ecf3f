import { isObject, problem, shown, type Issue } from '../../errors/index.js';
import type { JsonDocument } from '../../repository/index.js';
import type {
  MutatedSubscription,
  SubscriptionChange,
  SubscriptionChangeState,
  SubscriptionChangeType,
} from '../../wire/index.js';
import type { Call } from '../call.js';
import { readKept, writeKept } from '../kept/documents.js';
import { keyIssues } from './import-keys.js';
import type { ImportOutcome } from './import-report.js';
import { importRules } from './import-rules.js';
import { isChangeType } from './recover-request.js';
import type { Recognised } from './recognise-line.js';
import { remakeChange } from './remake-change.js';
import { isSameJson } from './same-json.js';
import type { ChangedPolicy, Stored } from './store-imported.js';

/**
 * Stores a change that waits. Orb's document shows what it would come to and not what was asked for, so that the request
 * stands beside it, or is recovered from what it shows; either way the change is made here again before it is stored (§9.2).
 */
export async function storeImportedChange(call: Call, line: Recognised, changed: ChangedPolicy): Promise<Stored> {
  const faults = await documentFaults(call, line.document);
  if (faults.length > 0) return { outcome: null, issues: faults };
  // The keys that matter were looked at.
  const change = line.document as WholeChange;
  const known = await readKept(call, 'subscription_change', change.id);
  const settled = known && settledOutcome(known.document, change, changed);
  if (settled !== null) return { outcome: settled, issues: [] };
  const { asked, issues } = await remakeChange(call, change, line.owner);
  if (asked === null) return { outcome: null, issues };
  const { id: subscription_id, customer } = change.subscription;
  await writeKept(call, 'subscription_change', {
    document: { ...change, ...asked, subscription_id } as SubscriptionChangeState,
    aside: { customer_id: customer.id },
    version: known === null ? null : known.version,
  });
  return { outcome: known === null ? 'created' : 'replaced', issues };
}

type WholeChange = SubscriptionChange & { readonly subscription: MutatedSubscription };

/** What becomes of a change that is stored already; null for one that is written over. */
function settledOutcome(
  known: SubscriptionChangeState,
  change: WholeChange,
  changed: ChangedPolicy,
): ImportOutcome | null {
  if (isSameJson(known, { ...known, ...change })) return 'unchanged';
  // One that was decided here since stays decided.
  return changed === 'keep' || known.status !== 'pending' ? 'kept' : null;
}

/** What is wrong with the document itself, whose subscription is read as any other is. */
async function documentFaults(call: Call, document: JsonDocument): Promise<readonly Issue[]> {
  const { subscription, change_type } = document;
  if (!isObject(subscription)) {
    const message =
      'is a change that waits, without the subscription that it leads to; add it as subscriptionChanges.retrieve answers it';
    return [problem('', 'missing_field', message)];
  }
  const faults = [
    ...keyIssues(document, { id: 'text', expiration_time: 'text', change_type: 'text' }),
    ...within(keyIssues(subscription, { ...importRules.subscription.keys, id: 'text' })),
  ];
  if (faults.length > 0) return faults;
  if (!isChangeType(change_type)) {
    const message = `is ${shown(change_type)}, which is not known here; apply or cancel the change at Orb, and fetch it and its subscription again`;
    return [problem('change_type', 'feature_not_available', message)];
  }
  const read = subscription as MutatedSubscription;
  const missing = await missingOwner(call, change_type, read);
  return missing === null ? within((await importRules.subscription.check?.(call, read)) ?? []) : [missing];
}

/** Whose the change is has to be stored: the subscription, or the customer of one that is to be created. */
async function missingOwner(
  call: Call,
  change_type: SubscriptionChangeType,
  { id, customer }: MutatedSubscription,
): Promise<Issue | null> {
  const isCreation = change_type === 'create_subscription';
  const [kind, owner_id] = isCreation ? (['customer', customer.id] as const) : (['subscription', id] as const);
  if ((await readKept(call, kind, owner_id)) !== null) return null;
  const message = `is ${shown(owner_id)}, a ${kind} that is neither stored nor among the files; add its line`;
  return problem(isCreation ? 'subscription.customer.id' : 'subscription.id', 'invalid_reference', message);
}

function within(issues: readonly Issue[]): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, path: `subscription.${issue.path}` }));
}
