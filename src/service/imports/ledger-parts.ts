import type { CreditLedger } from '../../wire/index.js';

/** Whether everything from which a ledger follows is in another, which may have gone on since. */
export function isWithinLedger(ledger: CreditLedger, other: CreditLedger): boolean {
  return (
    isWithin(ledger.blocks.map(grantOf), other.blocks.map(grantOf)) &&
    isWithin(ledger.acts, other.acts) &&
    isWithin(ledger.charges, other.charges)
  );
}

/** Both ledgers were written by one function, so that what says the same has one text. */
function isWithin(parts: readonly object[], others: readonly object[]): boolean {
  const known = new Set(others.map((other) => JSON.stringify(other)));
  return parts.every((part) => known.has(JSON.stringify(part)));
}

/** A block without what became of it. */
function grantOf({ id, amount, effective_date, expiry_date, filters }: CreditLedger['blocks'][number]): object {
  return { id, amount, effective_date, expiry_date, filters };
}
