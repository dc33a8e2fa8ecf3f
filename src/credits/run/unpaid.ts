import type { Decimal } from '../../decimal/index.js';
import type { CreditCharge } from '../charges/charge.js';

/**
 * Charges in a row that are left to bill at one balance: those at the positions [from, until) of the ledger, of which no
 * block paid anything, or a single one of which some paid a part.
 *
 * Where credits have run out nearly every charge is one of these, and a row of them takes no more than one.
 */
export type Unpaid = {
  readonly from: number;
  until: number;
  /** What is left of the single charge; null: all of each. */
  readonly amount: Decimal | null;
  readonly balance: Decimal;
};

/** A charge that no block and no deficit paid whole: what is left to bill of it (§8.4), and the balance after it. */
export type Overage = { readonly charge: CreditCharge; readonly amount: Decimal; readonly balance: Decimal };

/** The charges of a ledger, and the rows of them that are left to bill. */
export type UnpaidCharges = { readonly charges: readonly CreditCharge[]; readonly unpaid: readonly Unpaid[] };

/** What is left to bill of charges that were not issued, in the order in which they were burnt. */
export function overagesOf({ charges, unpaid }: UnpaidCharges): readonly Overage[] {
  return unpaid.flatMap(({ from, until, amount, balance }) =>
    charges.slice(from, until).map((charge) => ({ charge, amount: amount ?? charge.amount, balance })),
  );
}
