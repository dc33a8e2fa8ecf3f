import type { InvoiceDue } from '../../index.js';
import { formatInstant, parseInstant, shiftInstant } from '../../time/index.js';
import type { Invoice } from '../../wire/index.js';
import { graceOf, type Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { keepLedgersBeside } from './charged-ledgers.js';
import { draftDates, openDates, type DueDraft, type OpenDates } from './due-drafts.js';
import { issueKept } from './issue.js';
import { keepLedgers } from './ledgers.js';
import { regenerated } from './regenerate.js';

/**
 * Makes and issues what a subscription has to be invoiced by now and may be: drafts whose time to be issued has come. Later
 * ones are left to be drafted whenever they are looked at (§11.1). Answers the invoices that it made or issued.
 */
export async function settleDue(call: Call, subscription_id: string): Promise<readonly Invoice[]> {
  const kept = await needKept(call, 'subscription', subscription_id);
  const dates = await openDates(call, kept, call.at);
  // Nothing is drafted only to see that it has to wait.
  const drafts = dates.open.some((due) => mayBeIssued(call, kept, due)) ? await draftDue(call, kept, dates) : [];
  const made: Invoice[] = [];
  let billed_until = kept.aside.billed_until;
  let hasWaited = false;
  for (const draft of drafts) {
    if (!isEligible(draft.drafted.invoice, call.at)) {
      hasWaited = true;
      continue;
    }
    made.push(await makeInvoice(call, draft, kept));
    if (!hasWaited) billed_until = draft.due.invoice_date;
  }
  if (billed_until !== kept.aside.billed_until) {
    await writeKept(call, 'subscription', { ...kept, aside: { ...kept.aside, billed_until } });
  }
  return [...made, ...(await issueWaiting(call, `subscription:${subscription_id}`))];
}

/**
 * Issues what a run would have issued before now, before a step is decided: what has been billed a step settles, and what
 * falls due at the instant of the step, or waits for late events, is billed as the step leaves it.
 */
export async function settleOverdue(call: Call, subscription_id: string): Promise<void> {
  const kept = await needKept(call, 'subscription', subscription_id);
  const before = { ...call, at: formatInstant(shiftInstant(parseInstant(call.at), -1)) };
  const { open } = await openDates(call, kept, before.at);
  if (open.some((due) => mayBeIssued(before, kept, due))) await settleDue(call, subscription_id);
}

/** Drafts dates on ledgers that others have charged up to now, and that are stored like that: days ascend over all (§8.3). */
async function draftDue(call: Call, kept: Kept<'subscription'>, dates: OpenDates): Promise<readonly DueDraft[]> {
  const ledgers = await keepLedgersBeside(call, dates.customer.id, kept.document.id);
  return draftDates(call, kept, { ...dates, ledgers, at: call.at });
}

/** Whether the invoice of a date may be issued by now: a draft of usage waits for late events (§11.1). */
function mayBeIssued({ account, at }: Call, { document }: Kept<'subscription'>, due: InvoiceDue): boolean {
  const billed = new Set(due.services.map(({ price_interval_id }) => price_interval_id));
  const hasUsage = document.price_intervals.some(
    ({ id, price }) => billed.has(id) && price.price_type === 'usage_price',
  );
  // A line that is omitted because nothing was used is waited for by nobody; only the draft knows.
  const waits = hasUsage && account.policies?.zero_lines !== 'omit';
  const eligible = shiftInstant(parseInstant(due.invoice_date), waits ? graceOf(account) : 0);
  return eligible <= parseInstant(at);
}

/** Stores a draft with what it charged, and issues it unless somebody has to ask for that. */
async function makeInvoice(call: Call, { drafted }: DueDraft, owner: Kept<'subscription'>): Promise<Invoice> {
  const { invoice, effects, ledgers } = drafted;
  await keepLedgers(call, ledgers);
  await storeEffects(call.transaction, effects);
  const stored = await needKept(call, 'invoice', invoice.id);
  const kept = await writeKept(call, 'invoice', {
    ...stored,
    aside: { ...stored.aside, payment_terms: { net_terms: owner.document.net_terms } },
  });
  return invoice.will_auto_issue ? (await issueKept(call, kept, 'schedule')).document : kept.document;
}

/** Issues stored drafts that issue themselves and whose time has come. */
export async function issueWaiting(call: Call, key: string): Promise<readonly Invoice[]> {
  const issued: Invoice[] = [];
  for (const kept of await allKept(call, 'invoice', key)) {
    const { status, will_auto_issue } = kept.document;
    if (status !== 'draft' || !will_auto_issue || !isEligible(kept.document, call.at)) continue;
    issued.push((await issueKept(call, await regenerated(call, kept), 'schedule')).document);
  }
  return issued;
}

/** ≤: at its time an invoice is eligible (§11.1). */
function isEligible({ eligible_to_issue_at }: Pick<Invoice, 'eligible_to_issue_at'>, at: string): boolean {
  return eligible_to_issue_at === null || parseInstant(eligible_to_issue_at) <= parseInstant(at);
}
