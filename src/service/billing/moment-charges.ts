import type { CreditLedger } from '../../wire/index.js';
import type { ChargedLedgers } from './charge-together.js';
import { isOfLedger } from './advanced-ledger.js';

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

type State = FoundCharges & { readonly question: LedgersQuestion };

/** A moment in which nothing was looked at yet. */
export function openMoment(): RunMoment {
  return { charges: createMomentCharges(), written: new Map() };
}

function createMomentCharges(): MomentCharges {
  let state: State | null = null;
  const withLedgers = (known: State, ledgers: readonly CreditLedger[]): State => {
    const kept = new Map(ledgers.map((ledger) => [ledger.currency, ledger]));
    const effects = known.effects().filter((effect) => ledgers.every(({ currency }) => !isOfLedger(effect, currency)));
    return {
      ...known,
      ledgers: known.ledgers.map((ledger) => kept.get(ledger.currency) ?? ledger),
      effects: () => effects,
      lent: new Set([...known.lent].filter((currency) => !kept.has(currency))),
    };
  };
  return {
    once: async (question, find) => {
      if (state === null || !answers(state.question, question)) {
        const asked = together(question, state);
        state = { ...(await find(asked)), question: asked };
      }
      return shownTo(question, state);
    },
    keep: (ledgers) => {
      if (state === null) return;
      // Charges that are not stored yet are missing from what was read of the store.
      const isStored = ledgers.every(
        ({ currency }) => !state?.effects().some((effect) => isOfLedger(effect, currency)),
      );
      state = isStored ? withLedgers(state, ledgers) : null;
    },
    settle: (ledgers) => {
      state = state && withLedgers(state, ledgers);
    },
    forget: () => {
      state = null;
    },
  };
}

/** What was asked before is not asked once more. */
function together(question: LedgersQuestion, known: State | null): LedgersQuestion {
  if (known === null || known.question.customer_id !== question.customer_id) return question;
  return { ...question, currencies: [...new Set([...known.question.currencies, ...question.currencies])] };
}

function answers(known: LedgersQuestion, { customer_id, currencies }: LedgersQuestion): boolean {
  return known.customer_id === customer_id && currencies.every((currency) => known.currencies.includes(currency));
}

/** Empty ledgers that others asked for are no matter of this one. */
function shownTo({ currencies }: LedgersQuestion, { ledgers, effects, lent }: State): ChargedLedgers {
  const hidden = new Set([...lent].filter((currency) => !currencies.includes(currency)));
  if (hidden.size === 0) return { ledgers, effects };
  return {
    ledgers: ledgers.filter(({ currency }) => !hidden.has(currency)),
    effects: () => effects().filter((effect) => [...hidden].every((currency) => !isOfLedger(effect, currency))),
  };
}
