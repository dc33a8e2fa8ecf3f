import { add, compare, equals, integer, isZero, multiply, ofUnits, zero, type Decimal } from '../../decimal/index.js';
import { duration, millisPerDay } from '../../time/index.js';
import type { RecordedInvoice, RecordedNote } from '../recorded/recorded-invoice.js';
import type { RecordedLine } from '../recorded/recorded-line.js';

/** A line, and the invoice on which it stands. */
export type Billed = { readonly line: RecordedLine; readonly invoice: RecordedInvoice };

/**
 * Whether a line that begins inside the service period of an earlier one bills the same service a second time (F4). It does
 * not where it bills only what a quantity changed by, nor where the rest of the earlier period was given back.
 */
export function isBilledAgain(earlier: Billed, later: Billed): boolean {
  return !billsChange(earlier.line, later.line) && !wasGivenBack(earlier, later);
}

/**
 * A raised quantity of a fee in advance is billed by its difference for the rest of the period, or to the next change or an
 * end that was known, so that it ends with what it changes or before that (§9.2).
 */
function billsChange(earlier: RecordedLine, later: RecordedLine): boolean {
  const isAdvance = earlier.is_advance && later.is_advance;
  return isAdvance && later.end <= earlier.end && !equals(earlier.quantity, later.quantity);
}

/** What a note took back of a line: all of it, where it is not told of which. */
export function takenBack({ amounts, total }: RecordedNote, line: RecordedLine): Decimal {
  return amounts === null ? total : (amounts.get(line.id) ?? zero);
}

/**
 * A service that was left gives back what was not used of it (D27), after which it may be taken again; and what was billed
 * inside of another may be given back in its turn. Of a credit note its invoice tells only the total: that has to reach what
 * both lines bill of the same time, by the cheaper of the two.
 */
function wasGivenBack(earlier: Billed, later: Billed): boolean {
  const lines = [earlier.line, later.line];
  const credited = add(creditedOf(earlier), creditedOf(later));
  const shared = Math.min(earlier.line.end, later.line.end) - later.line.start;
  if (isZero(credited)) return areTooSmall([earlier, later], shared) || areHoursOfOneDay(lines, shared);
  // What was given back was rounded.
  const most = add(credited, halfUnitOf(later));
  return lines.some((line) => covers(most, line, shared));
}

function creditedOf({ line, invoice }: Billed): Decimal {
  const standing = invoice.credit_notes.filter(({ is_void }) => !is_void);
  return standing.reduce((sum, note) => add(sum, takenBack(note, line)), zero);
}

/** Whether an amount pays for so much of a line's time. Days are counted, so that up to a day of it may cost nothing (D12). */
function covers(credited: Decimal, line: RecordedLine, shared: number): boolean {
  const cost = multiply(line.amount, integer(Math.max(shared - millisPerDay, 0)));
  return compare(multiply(credited, integer(duration(line))), cost) >= 0;
}

/**
 * Of fees in advance of which one bills no more than half a unit of the time that they share, and so free ones, such as at a
 * conversion rate of 0 (§8.7), nothing is given back.
 */
function areTooSmall(billed: readonly Billed[], shared: number): boolean {
  return billed.every(({ line }) => line.is_advance) && billed.some((one) => isTooSmall(one, shared));
}

function isTooSmall(billed: Billed, shared: number): boolean {
  const { line } = billed;
  return compare(multiply(line.amount, integer(shared)), multiply(halfUnitOf(billed), integer(duration(line)))) <= 0;
}

/** Half a unit, which may round to nothing, is five of the next place. */
function halfUnitOf({ invoice }: Billed): Decimal {
  return ofUnits(5, invoice.currency.places + 1);
}

/** Fees in advance count days, and the day of a change belongs to the new state (§5): what they share of it is billed once. */
function areHoursOfOneDay(lines: readonly RecordedLine[], shared: number): boolean {
  return lines.every(({ is_advance }) => is_advance) && shared < millisPerDay;
}
