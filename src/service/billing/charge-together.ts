import { expireCredits } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { CreditLedger } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import type { DueDraft } from './due-drafts.js';
import type { ChargedLedgers } from './run-moment.js';

/** Drafts what a subscription has coming on ledgers. */
export type DraftOn = (
  kept: Kept<'subscription'>,
  ledgers: readonly CreditLedger[],
) => Promise<readonly Pick<DueDraft, 'drafted'>[]>;

type Charge = CreditLedger['charges'][number];

/** Who charges ledgers: subscriptions, by drafts of what they have coming. */
export type Charging = {
  readonly subscriptions: readonly Kept<'subscription'>[];
  /** The invoices that are stored, of the ledgers' open charges. */
  readonly stored: ReadonlySet<string>;
  readonly draftOn: DraftOn;
};

/**
 * Charges ledgers with what all drafts of a customer charge, each found once, and runs them once: what a draft charges
 * hangs on nothing that others charge (§8.2), and days ascend over all of them only where they are burnt (§8.3). What
 * drafts charged that were never stored is found anew, because they may be of another date or none by now.
 */
export async function chargeTogether(
  call: Call,
  ledgers: readonly CreditLedger[],
  { subscriptions, stored, draftOn }: Charging,
): Promise<ChargedLedgers> {
  const standing = ledgers.map((ledger) => ledger.charges.filter((charge) => isStanding(charge, stored)));
  const isFound = standing.some((charges, place) => charges.length < (ledgers[place]?.charges.length ?? 0));
  const drafted = new Set<string>();
  const found: Charge[][] = ledgers.map(() => []);
  let count = 0;
  for (const kept of subscriptions) {
    const own = await invoicesOf(call, kept);
    const alone = ledgers.map((ledger, place) => holdingOnly(ledger, standing[place] ?? [], own));
    const drafts = await draftOn(kept, alone);
    const last = drafts.at(-1);
    if (last === undefined) continue;
    count += drafts.length;
    for (const id of own) drafted.add(id);
    for (const [place, { charges }] of last.drafted.ledgers.entries()) found[place]?.push(...charges);
  }
  if (count === 0 && !isFound) return { ledgers, effects: () => [] };
  const steps = ledgers.map((ledger, place) => {
    const others = (standing[place] ?? []).filter(({ invoice_id }) => !drafted.has(invoice_id));
    const charges = inOrder([...others, ...(found[place] ?? [])]);
    return expireCredits({ ledger: { ...ledger, charges }, at: call.at, ...policiesOf(call) });
  });
  return { ledgers: steps.map(({ ledger }) => ledger), effects: () => steps.flatMap(({ effects }) => effects) };
}

function isStanding({ issued, invoice_id }: Charge, stored: ReadonlySet<string>): boolean {
  return issued !== null || stored.has(invoice_id);
}

async function invoicesOf(call: Call, { document }: Kept<'subscription'>): Promise<ReadonlySet<string>> {
  const invoices = await allKept(call, 'invoice', `subscription:${document.id}`);
  return new Set(invoices.map((invoice) => invoice.document.id));
}

/** A ledger as if its owner had one subscription; its entries follow from the rest, and say nothing to a draft. */
function holdingOnly(ledger: CreditLedger, standing: readonly Charge[], own: ReadonlySet<string>): CreditLedger {
  return {
    ...ledger,
    charges: standing.filter(({ invoice_id }) => own.has(invoice_id)),
    entries: [],
    balance: '0',
    blocks: ledger.blocks.map((block) => ({ ...block, balance: '0' })),
  };
}

/** Days ascend; within one invoices by id, and their lines as they were given (§8.3). */
function inOrder(charges: readonly Charge[]): readonly Charge[] {
  return charges
    .map((charge) => ({ charge, day: parseInstant(charge.date) }))
    .sort((a, b) => a.day - b.day || compareText(a.charge.invoice_id, b.charge.invoice_id))
    .map(({ charge }) => charge);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
