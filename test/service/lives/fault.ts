import {
  difference,
  greater,
  negative,
  nothing,
  order,
  print,
  rational,
  sum,
  type Rational,
} from '../../support/rational.js';
import { minorUnits, type Life } from './life.js';
import { owedBy } from './owed.js';
import { play, type LifeEnd } from './play.js';

/** What stands billed of a price, and in how many amounts, each of which was rounded once. */
export type Standing = { readonly amount: Rational; readonly amounts: number };

/** What stands billed, price by price: lines less what notes took back of them. */
export function standingOf({ invoices, credit_notes }: LifeEnd): ReadonlyMap<string, Standing> {
  const standing = new Map<string, Standing>();
  const enter = (price_id: string, amount: Rational): void => {
    const known = standing.get(price_id) ?? { amount: nothing, amounts: 0 };
    standing.set(price_id, { amount: sum([known.amount, amount]), amounts: known.amounts + 1 });
  };
  const issued = invoices.filter(({ status }) => status !== 'void' && status !== 'draft');
  for (const { id, line_items } of issued) {
    for (const { price, amount } of line_items) enter(price.id, rational(amount));
    const notes = credit_notes.filter((note) => note.invoice_id === id && note.voided_at === null);
    for (const noted of notes.flatMap((note) => note.line_items)) {
      const line = line_items.find(({ name }) => name === noted.name);
      enter(line?.price.id ?? '', negative(rational(noted.amount)));
    }
  }
  return standing;
}

/** Plays a life, at the end of which what stands billed of each price is what it comes to, and an audit finds nothing. */
export async function faultIn(life: Life): Promise<string | null> {
  return faultAt(await play(life), life);
}

/** What is wrong at the end of a life; null: nothing. */
export function faultAt(end: LifeEnd, { terms }: Life): string | null {
  const { currency = 'USD' } = terms;
  const owed = owedBy(end, terms.timezone);
  const standing = standingOf(end);
  const faults = [...new Set([...owed.keys(), ...standing.keys()])].flatMap((price_id) => {
    const { amount, amounts } = standing.get(price_id) ?? { amount: nothing, amounts: 0 };
    const due = owed.get(price_id) ?? nothing;
    const off = difference(amount, due);
    // Half a minor unit is what one amount may be off.
    const allowed = { over: BigInt(amounts + 1), under: 2n * 10n ** BigInt(minorUnits[currency]) };
    if (order(greater(off, negative(off)), allowed) <= 0) return [];
    return [`${price_id}: ${print(amount)} stands billed, due is ${Number(due.over) / Number(due.under)}`];
  });
  const found = [...faults, ...end.findings];
  return found.length === 0 ? null : found.join('; ');
}
