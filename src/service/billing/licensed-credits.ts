import { add, parseDecimal, subtract, zero, type Decimal } from '../../decimal/index.js';
import { contains, parseInstant, type Period } from '../../time/index.js';
import type { CreditLedger } from '../../wire/index.js';

/** What licences were granted for themselves in a time, what of that paid, and what they used while they were in force. */
export type LicensedCredits = { readonly allocated: Decimal; readonly consumed: Decimal; readonly eligible: Decimal };

/** The own credits of licences that took effect in a time, and their usage in it; null where they were granted none. */
export function licensedCredits(
  { blocks, entries, charges }: CreditLedger,
  license_ids: ReadonlySet<string>,
  time: Period,
): LicensedCredits | null {
  const isWithin = (date: string): boolean => contains(time, parseInstant(date));
  const isOwn = (license_id: string | null): boolean => license_id !== null && license_ids.has(license_id);
  const granted = blocks.filter(({ license_id, effective_date }) => isOwn(license_id) && isWithin(effective_date));
  if (granted.length === 0) return null;
  const ids = new Set<string | null>(granted.map(({ id }) => id));
  const used = charges.filter(({ license_id, date }) => isOwn(license_id) && isWithin(date));
  return {
    allocated: sumOf(granted),
    // What expires unused is not consumed.
    consumed: entries.filter(({ block_id }) => ids.has(block_id)).reduce(consumedAfter, zero),
    eligible: sumOf(used),
  };
}

function sumOf(amounts: readonly { readonly amount: string }[]): Decimal {
  return amounts.reduce((sum, { amount }) => add(sum, parseDecimal(amount)), zero);
}

function consumedAfter(sum: Decimal, { entry_type, amount }: CreditLedger['entries'][number]): Decimal {
  if (entry_type === 'decrement') return add(sum, parseDecimal(amount));
  return entry_type === 'amendment' ? subtract(sum, parseDecimal(amount)) : sum;
}
