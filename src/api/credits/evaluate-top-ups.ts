import { advanced, overagesOf, topUp, type Ledger } from '../../credits/index.js';
import { refuse, requiredText } from '../../errors/index.js';
import type { CreditLedger, DateOrDateTimeText, Effect, PoliciesInput, TopUpState } from '../../wire/index.js';
import { billPurchases, type BilledPurchases, type PurchaseBillingInput } from './bill-purchase.js';
import { addTo, uncoveredIn, type BurntCredits } from './burn-credits.js';
import { objectsAt } from '../decode/document-fields.js';
import { openLedgerCall, type LedgerCall } from './decode/ledger-call.js';
import { newBlockId } from './decode/new-id.js';
import { readTopUp, type TopUpOrder } from './decode/read-top-up.js';
import { moneyRulesOf } from '../decode/policies.js';
import { encodePurchase } from './encode/purchase.js';
import { encodeLedgerStep } from './encode/transition.js';

/** What `evaluateTopUps` takes. */
export type EvaluateTopUpsInput = {
  readonly ledger: CreditLedger;
  /** Orb's documents; of several in the ledger's currency the last one is in force, because a new one replaces. */
  readonly top_ups: readonly TopUpState[];
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** With it purchases are invoiced at once; give as many numbers as there may be purchases. */
  readonly billing?: PurchaseBillingInput | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Buys credits wherever the balance fell to a top-up's threshold (§8.6).
 *
 * Call it after each change of a ledger and before its overage is billed: it looks at every balance up to `at`, buys the
 * least number of blocks that lifts it above the threshold and pays for what else would be overage, and asks for an invoice
 * of each (`credit_purchase`), which with `billing` is made here. A block counts from the local start of the day on which it was needed. While one awaits its
 * payment none is bought. `uncovered` is what is left to bill, of all charges that are not issued.
 *
 * @throws `top_up_limit` beyond `policies.max_top_ups` purchases in one call; `invalid_amount` for an amount that is not
 * above zero; `inconsistent_history`, `missing_field`, `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger, evaluateTopUps } from 'reckoner';
 *
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry: { entry_type: 'increment', amount: 12 }, at: '2026-01-01' });
 * const top_up = {
 *   id: 'refill', currency: 'credits', threshold: '20', amount: '50', per_unit_cost_basis: '0.10',
 *   invoice_settings: { auto_collection: true, net_terms: 0 },
 * };
 * const topped = evaluateTopUps({ ledger, top_ups: [top_up], at: '2026-01-01T12:00:00Z' });
 * topped.ledger.balance; // → '62'
 * topped.effects.filter(({ kind }) => kind === 'credit_purchase').length; // → 1
 * ```
 */
export function evaluateTopUps(input: EvaluateTopUpsInput): BurntCredits & BilledPurchases {
  const call = openLedgerCall(input, 'top_ups', 'billing');
  const { reading, policies } = call;
  const grace_hours = policies.grace_period_hours;
  const { next, effects, invoices, customer } = billPurchases(buyFor(readOrder(call), call), call);
  const { transition, run } = encodeLedgerStep(reading, { next, grace_hours, effects });
  const open = new Set(next.charges.filter(({ issued }) => issued === null).map(({ invoice_id }) => invoice_id));
  return addTo(transition, { invoices, customer, uncovered: uncoveredIn(overagesOf(run), open) });
}

type Bought = { readonly next: Ledger; readonly effects: readonly Effect[] };

function buyFor(order: TopUpOrder | null, { reading, at, policies }: LedgerCall): Bought {
  const { ledger } = reading;
  if (order === null) return { next: advanced(ledger, at), effects: [] };
  const topped = topUp(ledger, order.top_up, {
    at,
    grace_hours: policies.grace_period_hours,
    most: policies.max_top_ups,
    idOf: (grown, effective) => newBlockId(grown, ['top_up', order.top_up.id], effective),
  });
  return {
    next: topped.ledger,
    effects: topped.bought.map((block) => encodePurchase(block, order.settings, topped.ledger)),
  };
}

/** The last in the ledger's currency, because a new top-up replaces the one before. */
function readOrder({ fields, reading, policies }: LedgerCall): TopUpOrder | null {
  const { zone, currency } = reading.ledger;
  const frame = { zone, rules: moneyRulesOf(policies) };
  const orders = objectsAt(fields, 'top_ups').map((top_up) => readTopUp(top_up, requiredText(top_up, 'id'), frame));
  refuse(fields.issues);
  return [...orders].reverse().find((order) => order.currency.code === currency.code) ?? null;
}
