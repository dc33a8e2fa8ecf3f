import type { SubscriptionTransition } from '../../index.js';
import type {
  ChangedSubscriptionResources,
  CreditNote,
  Effect,
  Invoice,
  MutatedSubscription,
} from '../../wire/index.js';
import type { Call } from '../call.js';
import { keepLedgersBeside } from '../billing/charged-ledgers.js';
import { keepLedgers } from '../billing/ledgers.js';
import { settleDue } from '../billing/settle-due.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, readKept, writeKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import type { VersionChange } from '../messages.js';
import { grantDue } from '../runs/grant-due.js';
import { carryAlertsNow } from './carry-alerts.js';
import { subscriptionAt } from './subscription-at.js';
import { tellStep } from './tell-changes.js';

/** The subscription before the step, null for a new one, whose invoices are only kept where something paid for them. */
export type Keeping = {
  readonly before: Kept<'subscription'> | null;
  readonly keepsInvoices?: boolean;
  /** The move to another version of its plan that the step is. */
  readonly version_change?: VersionChange | null;
};

/** Stores what a step returned, bills what is due by now, and answers the subscription with what all that changed. */
export async function keepTransition(
  call: Call,
  { subscription, schedule, effects, ledgers }: SubscriptionTransition,
  { before, keepsInvoices = before !== null, version_change = null }: Keeping,
): Promise<MutatedSubscription> {
  const aside = asideAfter(before, schedule, version_change);
  await writeKept(call, 'subscription', { document: subscription, aside, version: before?.version ?? null });
  // What the step was decided on, before what it changes of it.
  if (before !== null) await keepLedgersBeside(call, subscription.customer.id, subscription.id);
  // The first invoices of a new subscription are those that fall due, like any others (D26).
  const stored = keepsInvoices ? effects : effects.filter(({ kind }) => kind !== 'invoice_created');
  await storeEffects(call.transaction, stored);
  await termsFor(call, stored, subscription.net_terms);
  if (before !== null) {
    await keepLedgers(call, ledgers);
    await carryAlertsNow(call, before, schedule);
  }
  await tellStep(call, before, subscription.id);
  await grantDue(call, subscription.id);
  const settled = await settleDue(call, subscription.id);
  const kept = await needKept(call, 'subscription', subscription.id);
  const changed_resources = await changedBy(call, stored, settled);
  return { ...(await subscriptionAt(call, kept, call.at)), changed_resources };
}

function asideAfter(
  before: Keeping['before'],
  schedule: SubscriptionTransition['schedule'],
  change: VersionChange | null,
): Kept<'subscription'>['aside'] {
  const version_changes = [...(before?.aside.version_changes ?? []), ...(change === null ? [] : [change])];
  return { billed_until: null, ...before?.aside, schedule, version_changes };
}

/** A subscription's invoices are due by its own terms (F26). */
async function termsFor(call: Call, effects: readonly Effect[], net_terms: number): Promise<void> {
  for (const effect of effects) {
    if (effect.kind !== 'invoice_created') continue;
    const invoice = await needKept(call, 'invoice', effect.invoice.id);
    await writeKept(call, 'invoice', { ...invoice, aside: { ...invoice.aside, payment_terms: { net_terms } } });
  }
}

async function changedBy(
  call: Call,
  effects: readonly Effect[],
  settled: readonly Invoice[],
): Promise<ChangedSubscriptionResources> {
  const ids = new Set([
    ...effects.flatMap((effect) => (effect.kind === 'invoice_created' ? [effect.invoice.id] : [])),
    ...settled.map(({ id }) => id),
  ]);
  const created: Invoice[] = [];
  for (const id of ids) {
    const kept = await readKept(call, 'invoice', id);
    if (kept !== null) created.push(kept.document);
  }
  return {
    created_invoices: created.map((invoice) => ({ ...invoice, is_payable_now: invoice.status === 'issued' })),
    voided_invoices: effects.flatMap((effect) =>
      effect.kind === 'invoice_voided'
        ? [{ ...effect.invoice, invoice_number: effect.invoice.invoice_number ?? '' }]
        : [],
    ),
    created_credit_notes: notesIn(effects, 'credit_note_created'),
    voided_credit_notes: notesIn(effects, 'credit_note_voided'),
  };
}

function notesIn(
  effects: readonly Effect[],
  kind: 'credit_note_created' | 'credit_note_voided',
): readonly CreditNote[] {
  return effects.flatMap((effect) => (effect.kind === kind ? [effect.credit_note] : []));
}
