import { isUsable, runLedger } from '../../credits/index.js';
import { formatDecimal, isZero } from '../../decimal/index.js';
import type {
  CreditBlock,
  CreditLedger,
  DateOrDateTimeText,
  DateTimeText,
  DecimalText,
  PoliciesInput,
  Writable,
} from '../../wire/index.js';
import { formatInstant } from '../../time/index.js';
import { openLedgerCall } from './decode/ledger-call.js';
import { encodeOrbBlock } from './encode/orb-block.js';

/** What `creditBalance` takes. */
export type CreditBalanceInput = {
  readonly ledger: CreditLedger;
  /** The instant asked about, past or to come: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/** Credits at an instant, exact, in units of the ledger's currency. */
export type CreditBalance = {
  readonly at: DateTimeText;
  readonly currency: string;
  /** Σ of the usable blocks less the deficit; it may be negative. */
  readonly balance: DecimalText;
  readonly deficit: DecimalText;
  /** Orb's documents of the blocks with something left, those that take effect later or await payment included. */
  readonly blocks: Writable<CreditBlock>[];
};

/**
 * The balance at an instant (§8.1): what is left of the blocks that are paid for, have taken effect and have not expired,
 * less what was taken beyond all blocks.
 *
 * @throws `inconsistent_history` for a ledger whose entries do not chain; `missing_field`, `invalid_type`,
 * `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger, creditBalance } from 'reckoner';
 *
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const entry = { entry_type: 'increment', amount: 40, expiry_date: '2026-03-01' } as const;
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });
 * creditBalance({ ledger, at: '2026-02-28' }).balance; // → '40'
 * creditBalance({ ledger, at: '2026-03-01' }).balance; // → '0'
 * ```
 */
export function creditBalance(input: CreditBalanceInput): CreditBalance {
  const { reading, at, policies } = openLedgerCall(input);
  const { ledger } = reading;
  const run = runLedger(ledger, { until: at, grace_hours: policies.grace_period_hours });
  const held = run.states.filter(
    (state) => !isZero(state.balance) && (state.phase === 'pending' || isUsable(state, at)),
  );
  return {
    at: formatInstant(at),
    currency: ledger.currency.code,
    balance: formatDecimal(run.balance),
    deficit: formatDecimal(run.deficit),
    blocks: held.map(encodeOrbBlock),
  };
}
