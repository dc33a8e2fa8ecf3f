import { allocateMoney, type Currency, type RealCurrency } from '../../currency/index.js';
import { add, isZero, maximum, minimum, subtract, zero, type Decimal } from '../../decimal/index.js';
import { order } from '../block.js';

/** Amounts by licence; those of null are nobody's in particular. */
export type ByLicense = ReadonlyMap<string | null, Decimal>;

/** What a line charges on one day, and what says whose it is. */
export type SharedDay = {
  readonly currency: Currency;
  /** What the day charges in all, by whichever invoice. */
  readonly whole: Decimal;
  /** Of it, what minimums added: nobody's usage (§8.2). */
  readonly unused: Decimal;
  /** Of it, what is charged now. */
  readonly charged: Decimal;
  /** What each licence used; nothing below zero counts. */
  readonly used: ByLicense;
  /** What earlier invoices of the period charged of the day. */
  readonly charged_before: ByLicense;
};

// A virtual amount has at most as many places, with which its charges were cut (F1).
const virtualPlaces = 20;

/**
 * Divides a day's charge among licences in proportion to what each used, by largest remainder, so that the parts add up
 * to it (§8.6, L6). What earlier invoices charged a licence of the same day is taken off its part first, so that the day comes to
 * the same for each of them however often it was invoiced (L41). Licences come by id, what is nobody's last, so that their order never matters (L3).
 */
export function divideByLicense(day: SharedDay): ByLicense {
  const { whole, unused, charged, used, charged_before, currency } = day;
  const unit: RealCurrency = currency.real ? currency : { ...currency, real: true, places: virtualPlaces };
  const nobody = minimum(unused, whole);
  const shares = new Map(inProportion(subtract(whole, nobody), used, unit));
  shares.set(null, add(shares.get(null) ?? zero, nobody));
  if (charged === whole) return shares;
  const open = [...shares].map(
    ([license, share]) => [license, maximum(subtract(share, charged_before.get(license) ?? zero), zero)] as const,
  );
  return inProportion(charged, new Map(open), unit);
}

function inProportion(amount: Decimal, weights: ByLicense, unit: RealCurrency): ByLicense {
  const sorted = [...weights].sort(
    ([a], [b]) => order(Number(a === null), Number(b === null)) || order(a ?? '', b ?? ''),
  );
  const positive = sorted.map(([, weight]) => maximum(weight, zero));
  // Where nobody used anything, the amount is nobody's.
  if (positive.every(isZero)) return new Map([[null, amount]]);
  const parts = allocateMoney(amount, positive, unit);
  return new Map(sorted.map(([license], position) => [license, parts[position] ?? zero]));
}
