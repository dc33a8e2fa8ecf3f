import type { Consequence, ConsequenceKind } from '../../../subscriptions/index.js';
import { endAllocations, resumeAllocations } from './allocations.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { settleQuantity } from './change-quantity.js';
import { correctInvoices, judgeInvoices, voidWrong, type Judgment } from './correct-invoices.js';
import { invoiceOf, ownInvoices } from './own-invoices.js';
import { endAdvance } from './end-advance.js';
import { partlyBilled } from './parted-fees.js';
import { recomputeDrafts } from './recompute-drafts.js';
import { reverseCut } from './reverse-cut.js';

/**
 * Carries out what a step in the life of a subscription means for its invoices (§9.2): what it makes wrong is voided, then
 * in list order each consequence is carried out on the documents that the ones before it left.
 *
 * Arrears of usage are invoiced here only if the events are given; else they fall due like any other invoice
 * (`invoicesDue`). Ledgers that are given pay what is drafted and get back what is voided, and allocations end in them.
 * A draft is computed anew when it is looked at; one of which nothing falls due any more goes.
 */
export function billConsequences(books: Books, step: BillableStep): Books {
  const corrected = step.consequences.find((one) => one.kind === 'correct_invoices');
  const judgments = corrected ? judgeInvoices(books, corrected, step) : [];
  const judged = { ...step, judgments };
  const carry = (state: Books, consequence: Consequence): Books => carryOut(state, consequence, judged);
  return step.consequences.reduce(carry, voidWrong(books, judgments, step));
}

/** A step, and what it makes of the invoices dated after the change. */
type JudgedStep = BillableStep & { readonly judgments: readonly Judgment[] };

type CarryOut<K extends ConsequenceKind> = (
  books: Books,
  consequence: Extract<Consequence, { kind: K }>,
  step: JudgedStep,
) => Books;

/** How each kind is carried out: total, so that a new kind of consequence does not compile without. */
const carried: { readonly [K in ConsequenceKind]: CarryOut<K> } = {
  refund_unused: (books, unused, step) => endAdvance(books, { ...unused, until: correctedFrom(step) }, step),
  reverse_cut: reverseCut,
  bill_arrears: billArrears,
  bill_advance: billAdvance,
  change_quantity: settleQuantity,
  correct_invoices: (books, { from }, { judgments, ...step }) => correctInvoices(books, { from, judgments }, step),
  expire_allocations: endAllocations,
  resume_allocations: resumeAllocations,
  recompute_drafts: recomputeDrafts,
};

function carryOut(books: Books, consequence: Consequence, step: JudgedStep): Books {
  // The kind chooses the function of its own kind, which the compiler cannot know of two unions.
  return (carried[consequence.kind] as CarryOut<ConsequenceKind>)(books, consequence, step);
}

/** Invoices from this instant on are compared as a whole; null where none are. */
function correctedFrom({ consequences }: BillableStep): BillableStep['at'] | null {
  return consequences.find((one) => one.kind === 'correct_invoices')?.from ?? null;
}

type Billed = Extract<Consequence, { kind: 'bill_arrears' | 'bill_advance' }>;

/** Arrears up to a date that was invoiced are on its invoice: what is wrong with it is corrected with the date. */
function billArrears(
  books: Books,
  { at, price_interval_ids }: Pick<Billed, 'at' | 'price_interval_ids'>,
  step: JudgedStep,
): Books {
  if (correctedFrom(step) === null) return bill(books, { at, price_interval_ids }, step);
  const lines = ownInvoices(books, step).flatMap((invoice) =>
    invoice.invoice_date === at && invoice.status !== 'draft' ? invoice.lines : [],
  );
  const billed = new Set(lines.flatMap((line) => (line.end === at && !line.is_advance ? line.price_id : [])));
  const open = step.timeline.prices.filter(({ price }) => !billed.has(price.id)).map(({ id }) => id);
  return bill(books, { at, price_interval_ids: price_interval_ids.filter((id) => open.includes(id)) }, step);
}

/** A period whose first days stand billed up to another end is settled with the other corrections, stretch by stretch. */
function billAdvance(
  books: Books,
  { at, price_interval_ids }: Pick<Billed, 'at' | 'price_interval_ids'>,
  step: JudgedStep,
): Books {
  if (correctedFrom(step) === null) return bill(books, { at, price_interval_ids }, step);
  const begun = new Set(partlyBilled(books, at, step));
  return bill(books, { at, price_interval_ids: price_interval_ids.filter((id) => !begun.has(id)) }, step);
}

function bill(
  books: Books,
  { at, price_interval_ids }: Pick<Billed, 'at' | 'price_interval_ids'>,
  step: BillableStep,
): Books {
  return invoiceOf(books, { date: at, only: new Set(price_interval_ids) }, step);
}
