import { isGiven, refuse, report, valueAt, wanting, type Fields } from '../../errors/index.js';
import { openBody } from '../body.js';
import { surroundingsOf } from '../call.js';
import type { Reach } from '../operation.js';
import { refuseUnavailable } from '../refusals.js';
import { needCustomer, type CustomerParams } from '../resources/customer-reference.js';
import type { PortalSession } from '../settings.js';
import { startSession, type SessionTerms } from './sessions.js';

// Both are Orb's (API, NewPortalSession).
const usualMinutes = 60;
const mostMinutes = 180;

type PortalRequest = {
  readonly expires_in_minutes?: number | null;
  readonly invalidate_existing?: boolean | null;
};

/** Starts a session of one customer's portal and has its link made. */
export async function openPortal(
  reach: Reach,
  params: CustomerParams & { readonly body?: PortalRequest | null },
): Promise<PortalSession> {
  const { portal } = reach.options;
  if (portal === undefined) return refuseUnavailable('A customer portal', 'portal');
  const terms = readTerms(openBody(params.body));
  const { customer, session } = await reach.change(async (call) => {
    const { document } = await needCustomer(call, params);
    return { customer: document, session: await startSession(call, document.id, terms) };
  });
  const { account } = surroundingsOf(reach.options, reach.context);
  const { invalidate_existing } = terms;
  const url = await portal.open({ ...session, account_id: account.id, customer, invalidate_existing });
  return reach.answer(async () => ({ ...session, url }));
}

function readTerms(body: Fields): SessionTerms {
  const expires_in_minutes = readMinutes(body);
  const invalidates = valueAt(body, 'invalidate_existing');
  if (isGiven(invalidates) && typeof invalidates !== 'boolean') {
    report(body, 'invalidate_existing', wanting(invalidates, 'true or false'));
  }
  refuse(body.issues);
  // Whoever asks for a link and says no more wants it to be the only one.
  return { expires_in_minutes, invalidate_existing: invalidates !== false };
}

function readMinutes(body: Fields): number {
  const minutes = valueAt(body, 'expires_in_minutes') ?? usualMinutes;
  if (typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 1 && minutes <= mostMinutes)
    return minutes;
  report(body, 'expires_in_minutes', wanting(minutes, `a whole number from 1 to ${mostMinutes}`));
  return usualMinutes;
}
