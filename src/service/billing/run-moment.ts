import type { CreditLedger, Effect } from '../../wire/index.js';

/** Ledgers with what open invoices charge by now, and what that changes of those that are stored, worked out when asked. */
export type ChargedLedgers = { readonly ledgers: readonly CreditLedger[]; readonly effects: () => readonly Effect[] };

/** Whose ledgers; also of these currencies, in which nothing may have happened yet. */
export type LedgersQuestion = { readonly customer_id: string; readonly currencies: readonly string[] };

/** What was found of the open invoices of a customer, and the ledgers among it that only those who ask for them see. */
export type FoundCharges = ChargedLedgers & { readonly lent: ReadonlySet<string> };

/**
 * What all open invoices of a customer charge at a moment of a run, remembered for all that look at it, because each
 * invoice, threshold and alert of the moment needs the charges of all.
 */
export type MomentCharges = {
  readonly once: (
    question: LedgersQuestion,
    find: (question: LedgersQuestion) => Promise<FoundCharges>,
  ) => Promise<ChargedLedgers>;
  /** Ledgers were stored as they were found, with what was then done to them. */
  readonly keep: (ledgers: readonly CreditLedger[]) => void;
  /** What was found is stored. */
  readonly settle: (ledgers: readonly CreditLedger[]) => void;
  /** Something happened that may change what is charged. */
  readonly forget: () => void;
};

/** One moment of a run for one customer: what is charged by then, and the ledgers that are not stored yet, by their ids. */
export type RunMoment = { readonly charges: MomentCharges; readonly written: Map<string, CreditLedger> };
