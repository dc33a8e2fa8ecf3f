import type { CreditLedger } from '../../wire/index.js';
import { isSameJson } from './same-json.js';

/** Whether everything from which a ledger follows is in another, which may have gone on since. */
export function isWithinLedger(ledger: CreditLedger, other: CreditLedger): boolean {
  return (
    ledger.blocks.every((block) => other.blocks.some((one) => isSameJson(grantOf(one), grantOf(block)))) &&
    ledger.acts.every((act) => other.acts.some((one) => isSameJson(one, act))) &&
    ledger.charges.every((charge) => other.charges.some((one) => isSameJson(one, charge)))
  );
}

/** A block without what became of it. */
function grantOf({ id, amount, effective_date, expiry_date, filters }: CreditLedger['blocks'][number]): object {
  return { id, amount, effective_date, expiry_date, filters };
}
