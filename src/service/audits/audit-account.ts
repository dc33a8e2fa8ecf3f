import {
  absolute,
  add,
  compare,
  formatFixed,
  ofUnits,
  parseDecimal,
  subtract,
  zero,
  type Decimal,
} from '../../decimal/index.js';
import type { InvoiceDiff } from '../../index.js';
import type { Invoice } from '../../wire/index.js';
import { surroundingsOf, type Call } from '../call.js';
import { readKept } from '../kept/documents.js';
import { allKept, eachKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { inTransaction } from '../run-operation.js';
import type { BillingServiceOptions, CallContext } from '../settings.js';
import { balanceFindings } from './audit-balance.js';
import { invoiceFindings, repeatedNumbers } from './audit-invoices.js';
import { ledgerFindings } from './audit-ledgers.js';
import type { AuditFinding } from './finding.js';
import { isRecomputable, recomputeInvoice } from './recompute-invoice.js';

/** What `auditAccount` takes. */
export type AuditAccountInput = {
  /** `recomputed`: issued invoices of subscriptions are also computed again from what is stored now. */
  readonly invoices?: 'as_stored' | 'recomputed' | undefined;
  readonly context?: CallContext | undefined;
};

/** An issued invoice that comes to something else now. */
export type InvoiceDifference = {
  readonly invoice_id: string;
  readonly invoice_number: string;
  readonly customer_id: string;
  readonly diff: InvoiceDiff;
  /** What credit notes gave back of it already; a difference that is no more than that is none. */
  readonly credited: string;
  /** What invoices that were issued after it for the same date bill of the same services. */
  readonly beside: string;
  /** What is left to correct: what differs, with what was given back of it and without what is billed beside it. */
  readonly open: string;
};

/** An issued invoice that could not be computed again, and why. */
export type UncomputedInvoice = Omit<InvoiceDifference, 'diff' | 'credited' | 'beside' | 'open'> & {
  readonly reason: string;
};

/** What was looked at, and what of it does not add up. */
export type AccountAudit = {
  readonly customers: number;
  readonly invoices: number;
  readonly credit_ledgers: number;
  readonly findings: readonly AuditFinding[];
  /** Null unless asked for; the three add up to the issued invoices of subscriptions. */
  readonly recomputed: {
    readonly same: number;
    readonly differing: readonly InvoiceDifference[];
    readonly not_computed: readonly UncomputedInvoice[];
  } | null;
};

/**
 * Holds everything that an account was billed against itself: each invoice and all of a customer's together, each ledger of
 * credits against its own replay and against what the API lists, each balance against its movements. Changes nothing.
 *
 * `recomputed` also computes the issued invoices of subscriptions from the usage that is stored, and says which lines would
 * have to be corrected: after an import, the comparison with Orb.
 *
 * @throws `resource_not_found` for an account that there is not
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { auditAccount } from 'reckoner/service';
 *
 * const options = { repository: createMemoryRepository(), now: () => '2026-01-01T00:00:00Z', account: { id: 'demo' } };
 * const { invoices, findings } = await auditAccount(options, { invoices: 'recomputed' });
 * [invoices, findings.length]; // → [0, 0]
 * ```
 */
export async function auditAccount(
  options: BillingServiceOptions,
  input: AuditAccountInput = {},
): Promise<AccountAudit> {
  const { invoices: extent = 'as_stored', context = {} } = input;
  const surroundings = surroundingsOf(options, context);
  const store = options.repository.account(surroundings.account.id);
  const work = <T>(step: (call: Call) => Promise<T>): Promise<T> => inTransaction(store, surroundings, step);
  const ids = await work(async (call) => {
    const all: string[] = [];
    for await (const { document } of eachKept(call, { kind: 'customer' })) all.push(document.id);
    return all;
  });
  const numbers = new Map<string, Invoice>();
  const parts: CustomerAudit[] = [];
  for (const id of ids) parts.push(await work((call) => auditCustomer(call, id, { extent, numbers })));
  return {
    customers: ids.length,
    invoices: sumOf(parts, ({ invoices }) => invoices),
    credit_ledgers: sumOf(parts, ({ credit_ledgers }) => credit_ledgers),
    findings: parts.flatMap(({ findings }) => findings),
    recomputed: extent === 'as_stored' ? null : recomputedIn(parts),
  };
}

type Outcome = { readonly invoice: Invoice } & Awaited<ReturnType<typeof recomputeInvoice>>;

type CustomerAudit = Pick<AccountAudit, 'invoices' | 'credit_ledgers' | 'findings'> & {
  readonly outcomes: readonly Outcome[];
};

type Extent = { readonly extent: 'as_stored' | 'recomputed'; readonly numbers: Map<string, Invoice> };

/** All of a customer, in a state of one moment. */
async function auditCustomer(call: Call, customer_id: string, { extent, numbers }: Extent): Promise<CustomerAudit> {
  const key = `customer:${customer_id}`;
  const invoices = (await allKept(call, 'invoice', key)).map(({ document }) => document);
  const ledgers = await allKept(call, 'credit_ledger', key);
  const outcomes: Outcome[] = [];
  for (const invoice of extent === 'recomputed' ? invoices.filter(isRecomputable) : []) {
    outcomes.push({ invoice, ...(await recomputeInvoice(call, invoice, invoices)) });
  }
  const findings = [
    ...(await invoiceFindings(call, invoices)),
    ...repeatedNumbers(invoices, numbers),
    ...(await findingsOfLedgers(call, ledgers)),
    ...(await findingsOfBalance(call, customer_id)),
  ];
  return { invoices: invoices.length, credit_ledgers: ledgers.length, findings, outcomes };
}

async function findingsOfLedgers(call: Call, ledgers: readonly Kept<'credit_ledger'>[]): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  for (const { document } of ledgers) findings.push(...(await ledgerFindings(call, document)));
  return findings;
}

async function findingsOfBalance(call: Call, customer_id: string): Promise<readonly AuditFinding[]> {
  const kept = await readKept(call, 'customer', customer_id);
  const transactions = await allKept(call, 'balance_transaction', `customer:${customer_id}`);
  // One that was deleted since it was listed is gone with everything.
  return kept === null
    ? []
    : balanceFindings(
        kept.document,
        transactions.map(({ document }) => document),
      );
}

function recomputedIn(parts: readonly CustomerAudit[]): NonNullable<AccountAudit['recomputed']> {
  const outcomes = parts.flatMap((part) => part.outcomes);
  const differing = outcomes.flatMap((outcome) => ('diff' in outcome ? differenceOf(outcome) : []));
  const not_computed = outcomes.flatMap((outcome) =>
    'reason' in outcome ? [{ ...named(outcome), reason: outcome.reason }] : [],
  );
  return { same: outcomes.length - differing.length - not_computed.length, differing, not_computed };
}

/**
 * None where nothing differs, and where credit notes gave back and other invoices billed just what does; each of the amounts
 * that make this up was rounded by half a minor unit.
 */
function differenceOf({
  diff,
  credited,
  beside,
  ...outcome
}: Extract<Outcome, { diff: unknown }>): readonly InvoiceDifference[] {
  const open = subtract(add(parseDecimal(diff.total), parseDecimal(credited)), parseDecimal(beside));
  const places = placesOf(diff.total);
  const isCorrected = compare(absolute(open), roundingOf(outcome.invoice, diff, places)) <= 0;
  if (diff.line_items.length === 0 || isCorrected) return [];
  return [{ ...named(outcome), diff, credited, beside, open: formatFixed(open, places) }];
}

/** What was computed once is exactly right; of what was corrected each line was rounded twice, and once on each note. */
function roundingOf({ credit_notes }: Invoice, { line_items }: InvoiceDiff, places: number): Decimal {
  const standing = credit_notes.filter(({ voided_at }) => voided_at === null);
  if (standing.length === 0) return zero;
  // Half a unit is five of the next place.
  return ofUnits(5 * line_items.length * (2 + standing.length), places + 1);
}

/** How many decimal places an amount is written with: those of its currency (F1). */
function placesOf(amount: string): number {
  const point = amount.indexOf('.');
  return point === -1 ? 0 : amount.length - point - 1;
}

function named({
  invoice: { id, invoice_number, customer },
}: Pick<Outcome, 'invoice'>): Omit<InvoiceDifference, 'diff' | 'credited' | 'beside' | 'open'> {
  return { invoice_id: id, invoice_number, customer_id: customer.id };
}

function sumOf(parts: readonly CustomerAudit[], countOf: (part: CustomerAudit) => number): number {
  return parts.reduce((sum, part) => sum + countOf(part), 0);
}
