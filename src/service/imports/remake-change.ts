import { isBillingError, problem, type Issue } from '../../errors/index.js';
import { createSubscriptionChange, type CreateSubscriptionChangeInput } from '../../index.js';
import type { JsonDocument } from '../../repository/index.js';
import { parseInstant } from '../../time/index.js';
import type { MutatedSubscription, SubscriptionChange } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept } from '../kept/documents.js';
import { withLicenseTypes } from '../resources/license-types-in.js';
import { stepInput, surroundingsOf } from '../subscriptions/step.js';
import { outcomeDifferences } from './change-outcome.js';
import type { ImportOwner } from './imported-kinds.js';
import { recoverRequest, recoverTime, type AskedFor } from './recover-request.js';

/** What a change was asked for, null where that cannot be told; warnings, or what is wrong. */
export type Remade = { readonly asked: AskedFor | null; readonly issues: readonly Issue[] };

const beside =
  'write what was asked for beside the document: { "request": …, "requested_at": "…", "document": … }, or apply or cancel the change at Orb, and fetch it and its subscription again';

/** Finds what a change was asked for, and makes it from that: it has to come to what the document shows. */
export async function remakeChange(call: Call, change: SubscriptionChange, owner: ImportOwner): Promise<Remade> {
  const asked = askedFor(call, change, owner);
  // It can only be cancelled by now (<=, as when it is applied), which takes no request.
  if (parseInstant(change.expiration_time) <= parseInstant(call.at)) {
    return { asked: asked ?? { request: {}, requested_at: recoverTime(change, call.at) }, issues: [] };
  }
  if (asked === null) return wrong(`is a change of the type ${change.change_type} that waits, whose document does not say what was asked for; ${beside}`); // prettier-ignore
  try {
    const differences = outcomeDifferences(shownBy(change), await outcomeOf(call, change, asked));
    return differences.length === 0 ? { asked, issues: [] } : differing(asked, differences, owner);
  } catch (error) {
    if (!isBillingError(error)) throw error;
    const faults = error.issues.map(({ path, message }) => `${path} ${message}`).join('; ');
    return wrong(`is a change that waits, and cannot be made from ${JSON.stringify(asked.request)}: ${faults}; ${beside}`); // prettier-ignore
  }
}

function askedFor(call: Call, change: SubscriptionChange, { request, requested_at }: ImportOwner): AskedFor | null {
  const recovered = request === undefined ? recoverRequest(change) : request;
  return recovered === null ? null : { request: recovered, requested_at: requested_at ?? recoverTime(change, call.at) };
}

function wrong(message: string): Remade {
  return { asked: null, issues: [problem('', 'feature_not_available', message)] };
}

const mostDifferences = 4;

/** A request that was given is what counts; one that was recovered and comes to something else was recovered wrongly. */
function differing(asked: AskedFor, differences: readonly string[], { request }: ImportOwner): Remade {
  const listed = differences.slice(0, mostDifferences).join('; ');
  const what = `comes to something else here than the document shows: ${listed}`;
  if (request === undefined) return wrong(`is a change that waits, and made from ${JSON.stringify(asked.request)} it ${what}; ${beside}`); // prettier-ignore
  const warning = problem('request', 'inconsistent_history', `${what}; that is what applying it will lead to`);
  return { asked, issues: [{ ...warning, severity: 'warning' }] };
}

/** The subscription as the change shows it; one that shows none was looked at before. */
function shownBy({ subscription }: SubscriptionChange): MutatedSubscription {
  return subscription as MutatedSubscription;
}

/** The subscription as the change makes it here. */
async function outcomeOf(call: Call, change: SubscriptionChange, asked: AskedFor): Promise<MutatedSubscription> {
  const input = {
    ...(await inputOf(call, change, asked.request)),
    requested_at: asked.requested_at,
    change_type: change.change_type,
    change_id: change.id,
    expiration_time: change.expiration_time,
  };
  // The type chooses the request that the input carries, and both were read from a document.
  const staged = createSubscriptionChange(input as CreateSubscriptionChangeInput);
  return shownBy(staged.subscription_change);
}

async function inputOf(call: Call, change: SubscriptionChange, request: JsonDocument): Promise<object> {
  const { id, customer } = shownBy(change);
  if (change.change_type === 'create_subscription') {
    const { document } = await needKept(call, 'customer', customer.id);
    const surroundings = await surroundingsOf(call, { customer: document, body: request, plans: [] });
    return { ...surroundings, id, request: await withLicenseTypes(call, request) };
  }
  const kept = await needKept(call, 'subscription', id);
  const input = await stepInput(call, { kept, body: request });
  // The mention of the change itself keeps no step away.
  return { ...input, subscription: { ...input.subscription, pending_subscription_change: null } };
}
