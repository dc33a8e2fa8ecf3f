import { add, isZero, maximum, minimum, negate, sign, subtract, zero, type Decimal } from '../../../decimal/index.js';
import {
  givenBackWhole,
  type Credited,
  type LineCredit,
  type RecordedInvoice,
  type RecordedLine,
} from '../../../invoices/index.js';

/** A line as it was billed, and the invoice on which it stands. */
export type BilledLine = { readonly line: RecordedLine; readonly invoice: RecordedInvoice };

/** What one service period of a price comes to beyond what stands billed of it; below zero where less is right. */
export type LineCorrection = {
  readonly price_id: string;
  readonly amount: Decimal;
  /** Where it was billed, in the order of the invoices. */
  readonly billed: readonly BilledLine[];
};

type Credits = ReadonlyMap<string, Credited>;

/**
 * Compares what stands billed of each service period, known by price, start and group, with what it comes to now (§9.2).
 *
 * What an earlier correction gave back of a whole line is not billed any more. What was given back for a part of its time
 * is: an end had cut the line, and what it comes to now is cut likewise.
 */
export function compareBilled(
  billed: readonly BilledLine[],
  recomputed: readonly RecordedLine[],
  credited: Credits,
): readonly LineCorrection[] {
  const [before, after] = [byPeriod(billed, ({ line }) => line), byPeriod(recomputed, (line) => line)];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const [own, lines] = [before.get(key) ?? [], after.get(key) ?? []];
    const price_id = own[0]?.line.price_id ?? lines[0]?.price_id ?? '';
    const stands = sumOf(own.map(({ line }) => subtract(line.amount, wholeCreditOf(line, credited))));
    const amount = subtract(sumOf(lines.map((line) => line.amount)), stands);
    return isZero(amount) ? [] : [{ price_id, amount, billed: own }];
  });
}

/** What is to be credited of which lines, by invoice: of several that bill one period, the newest first. */
export function excessOf(
  corrections: readonly LineCorrection[],
  credited: Credits,
): ReadonlyMap<string, readonly LineCredit[]> {
  const credits = new Map<string, LineCredit[]>();
  for (const { amount, billed } of corrections) {
    const lines = billed.map(({ line }) => line);
    // What was given back for a part of the time is a part of the excess.
    const parts = lines.map((line) => subtract(creditedOf(line, credited), wholeCreditOf(line, credited)));
    let left = subtract(negate(amount), sumOf(parts));
    for (const { line, invoice } of [...billed].reverse()) {
      const taken = minimum(left, maximum(subtract(line.amount, creditedOf(line, credited)), zero));
      if (sign(taken) <= 0) continue;
      left = subtract(left, taken);
      const own = credits.get(invoice.id) ?? [];
      credits.set(invoice.id, [...own, { line, amount: taken, position: invoice.lines.indexOf(line) }]);
    }
  }
  for (const own of credits.values()) own.sort((a, b) => a.position - b.position);
  return credits;
}

function byPeriod<T>(list: readonly T[], lineOf: (entry: T) => RecordedLine): ReadonlyMap<string, readonly T[]> {
  const periods = new Map<string, T[]>();
  for (const entry of list) {
    const { price_id, start, grouping } = lineOf(entry);
    const key = JSON.stringify([price_id, start, grouping]);
    periods.set(key, [...(periods.get(key) ?? []), entry]);
  }
  return periods;
}

function creditedOf({ id }: RecordedLine, credited: Credits): Decimal {
  return credited.get(id)?.amount ?? zero;
}

function wholeCreditOf(line: RecordedLine, credited: Credits): Decimal {
  return givenBackWhole(line, credited.get(line.id) ?? { amount: zero, taxes: [] });
}

function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce(add, zero);
}
