import type { CreditLedger } from '../../wire/index.js';
import { isOfLedger } from './advanced-ledger.js';
import type { ChargedLedgers, FoundCharges, LedgersQuestion, MomentCharges, RunMoment } from './run-moment.js';

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
