import { add, compare, formatDecimal, isZero, subtract, zero, type Decimal } from '../../decimal/index.js';
import { pathAt, pathOf, problem, type Issue } from '../../errors/index.js';
import type { RecordedInvoice } from '../recorded/recorded-invoice.js';
import { intersect } from '../../time/index.js';
import { isBilledAgain, takenBack, type Billed } from './billed-again.js';
import { hasNotes, standsOnce } from './stands-once.js';

/**
 * Checks invoices against each other: no id or number twice, no service billed twice, and every final line nets what its
 * partial invoices billed (§1.3, F4, §10). Each issue names both parties (L49).
 */
export function auditHistory(invoices: readonly RecordedInvoice[]): readonly Issue[] {
  return [
    ...repeated(invoices, 'id', ({ id }) => id),
    // A draft that was fetched carries an empty one.
    ...repeated(invoices, 'invoice_number', ({ invoice_number, customer_id }) =>
      invoice_number === null || invoice_number === '' ? null : JSON.stringify([customer_id, invoice_number]),
    ),
    ...[...billedByPrice(invoices)].flatMap((billed) => auditPrice(billed, everything)),
  ];
}

/**
 * Checks what partial invoices billed, alone among all that was billed: an invoice that is drafted after them subtracts it,
 * and would take a wrong history over (§10, L49).
 */
export function auditPartials(invoices: readonly RecordedInvoice[]): readonly Issue[] {
  // Most customers have none.
  if (!invoices.some(isPartial)) return [];
  const concerned = (...parts: readonly Billed[]) => parts.some(({ invoice }) => isPartial(invoice));
  return [...billedByPrice(invoices)].flatMap((billed) => auditPrice(billed, concerned));
}

function isPartial({ source }: RecordedInvoice): boolean {
  return source === 'partial';
}

/** Whether lines of one price that should agree are looked at. */
type Concern = (...parts: readonly Billed[]) => boolean;

const everything: Concern = () => true;

function repeated(
  invoices: readonly RecordedInvoice[],
  key: 'id' | 'invoice_number',
  identityOf: (invoice: RecordedInvoice) => string | null,
): readonly Issue[] {
  const seen = new Map<string, RecordedInvoice>();
  return invoices.flatMap((invoice) => {
    const value = identityOf(invoice);
    if (value === null) return [];
    const first = seen.get(value);
    if (!first) seen.set(value, invoice);
    if (!first) return [];
    const message = `of ${invoice.id} is also that of ${pathOf(first.place)} (${first.id})`;
    return [problem(pathAt(pathOf(invoice.place), key), 'inconsistent_history', message)];
  });
}

/** What stands, by payer, price and group, in the order of service and then of making. */
function billedByPrice(invoices: readonly RecordedInvoice[]): Iterable<readonly Billed[]> {
  const byPrice = new Map<string, Billed[]>();
  for (const invoice of invoices) {
    if (invoice.status === 'void' || invoice.source === 'one_off') continue;
    for (const line of invoice.lines) {
      const key = JSON.stringify([invoice.subscription_id ?? invoice.customer_id, line.price_id, line.grouping]);
      const billed = byPrice.get(key) ?? [];
      byPrice.set(key, billed);
      billed.push({ line, invoice });
    }
  }
  for (const billed of byPrice.values()) {
    billed.sort((a, b) => a.line.start - b.line.start || byMaking(a, b));
  }
  return byPrice.values();
}

// What is not issued yet comes last.
const unissued = Number.MAX_SAFE_INTEGER;

/**
 * As they were issued, however they are listed: what a step bills of the past has a date before that of what was billed by
 * then. Of one instant by what they are less, because each is less what those before it billed (§1.2 step 6), by date, of
 * one date as they are counted by their ids (§1.3), and a threshold invoice before the date's own, which subtracts it (§10).
 */
function byMaking(a: Billed, b: Billed): number {
  const [[one, ordinal], [other, next]] = [countedId(a.invoice), countedId(b.invoice)];
  const issued = (a.invoice.issued_at ?? unissued) - (b.invoice.issued_at ?? unissued);
  const less = compare(a.line.partially_invoiced_amount, b.line.partially_invoiced_amount);
  const dated = a.invoice.invoice_date - b.invoice.invoice_date;
  const counted = one === other ? ordinal - next : 0;
  return issued || less || dated || counted || Number(isPartial(b.invoice)) - Number(isPartial(a.invoice));
}

function countedId({ id }: RecordedInvoice): readonly [string, number] {
  const at = id.lastIndexOf(':') + 1;
  const ordinal = Number(id.slice(at));
  return Number.isSafeInteger(ordinal) ? [id.slice(0, at), ordinal] : [id, 0];
}

function auditPrice(billed: readonly Billed[], concerns: Concern): readonly Issue[] {
  const issues: Issue[] = [];
  let last: Billed | null = null;
  for (const parts of servicePeriods(billed)) {
    const isStanding = billsAnything(parts);
    // Of what notes took back whole it says nothing what its lines are less.
    if (concerns(...parts) && (isStanding || !parts.some(hasNotes))) issues.push(...auditParts(parts));
    // What was given back, or waived, bills no service, and another line may.
    if (!isStanding) continue;
    const standing = parts.filter(isOfService);
    if (last !== null) issues.push(...auditMeeting([last, ...standing], billed, concerns));
    last = standing.reduce<Billed | null>(further, last);
  }
  return issues;
}

/** What reaches furthest: a change for some days ends before what it changes. Of one end the newest. */
function further(far: Billed | null, one: Billed): Billed {
  return far !== null && far.line.end > one.line.end ? far : one;
}

/** One that begins inside of another bills its service again, unless of no day more stands than is due of it. */
function auditMeeting(
  [last, first]: readonly Billed[],
  billed: readonly Billed[],
  concerns: Concern,
): readonly Issue[] {
  if (last === undefined || first === undefined || first.line.start >= last.line.end) return [];
  if (!concerns(first, last) || !isBilledAgain(last, first)) return [];
  // The line of a one-time price has no length (F14).
  const time = intersect(last.line, first.line);
  return time !== undefined && standsOnce(billed, time) ? [] : [overlapping(last, first)];
}

/** The same start is the same service period, billed in parts (§10); another one has to lie behind its end. */
function servicePeriods(billed: readonly Billed[]): readonly (readonly Billed[])[] {
  const periods: Billed[][] = [];
  for (const current of billed) {
    const parts = periods.at(-1);
    if (parts && parts[0]?.line.start === current.line.start) parts.push(current);
    else periods.push([current]);
  }
  return periods;
}

/**
 * Each part is less what the parts before it billed, of which a change of the order may have given back some (§9.2). What
 * was made of an earlier date can be issued before what it is less, so that some of the next ones may come first.
 */
function auditParts(parts: readonly Billed[]): readonly Issue[] {
  let before: Decimal = zero;
  let givenBack: Decimal = zero;
  let previous: Billed | undefined;
  const left = [...parts].reverse();
  const issues: Issue[] = [];
  while (left.length > 0) {
    const next = left.slice(-ahead).reverse();
    const fits = (part: Billed): boolean => isNet(part, { least: subtract(before, givenBack), most: before });
    const place = next.findIndex(fits);
    const [part] = left.splice(left.length - 1 - Math.max(place, 0), 1) as [Billed];
    if (place === -1) issues.push(unnetted(part, before, previous));
    before = add(before, part.line.amount);
    givenBack = add(givenBack, givenBackOn(part));
    previous = part;
  }
  return issues;
}

/** How many parts may have been issued before what they are less. */
const ahead = 8;

function isNet(part: Billed, { least, most }: { readonly least: Decimal; readonly most: Decimal }): boolean {
  return isWithin(part.line.partially_invoiced_amount, least, most) || wasLeft(part);
}

/** Whether a service period came to anything that notes did not take back. */
function billsAnything(parts: readonly Billed[]): boolean {
  return compare(parts.map(standingOf).reduce(add, zero), zero) > 0;
}

/** Whether a part of one, or what it is less, came to anything; what was waived may reach further than what is billed of it. */
function isOfService(part: Billed): boolean {
  return !isZero(part.line.partially_invoiced_amount) || billsAnything([part]);
}

function standingOf({ line, invoice }: Billed): Decimal {
  const standing = invoice.credit_notes.filter(({ is_void }) => !is_void);
  return standing.reduce((left, note) => subtract(left, takenBack(note, line)), line.amount);
}

/** What was given back whole was made before what corrects it, which may bear an earlier date (§9.2). */
function wasLeft(part: Billed): boolean {
  const given = givenBackOn(part);
  return !isZero(given) && compare(given, part.line.amount) >= 0;
}

/** The invoice tells of a note its total alone: where there is no more, this is the most that it gave back of one line. */
function givenBackOn({ line, invoice }: Billed): Decimal {
  const standing = invoice.credit_notes.filter(({ is_order_change, is_void }) => is_order_change && !is_void);
  return standing.reduce((sum, note) => add(sum, takenBack(note, line)), zero);
}

function isWithin(value: Decimal, least: Decimal, most: Decimal): boolean {
  return compare(value, least) >= 0 && compare(value, most) <= 0;
}

function overlapping(last: Billed, { line, invoice }: Billed): Issue {
  const message = `of line ${line.id} on ${invoice.id} lies inside the service period of line ${last.line.id} on ${last.invoice.id}; a service is billed once`;
  return problem(pathAt(pathOf(line.place), 'start_date'), 'inconsistent_history', message);
}

function unnetted({ line, invoice }: Billed, before: Decimal, last: Billed | undefined): Issue {
  const others = last ? `; the last of them is ${last.invoice.id}` : '';
  const message = `of line ${line.id} on ${invoice.id} is ${formatDecimal(line.partially_invoiced_amount)}, but earlier invoices billed ${formatDecimal(before)} of it${others}`;
  return problem(pathAt(pathOf(line.place), 'partially_invoiced_amount'), 'inconsistent_history', message);
}
