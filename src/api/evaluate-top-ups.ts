import { advanced, topUp, type Ledger, type TopUp } from '../credits/index.js';
import { decimalAt, zero } from '../decimal/index.js';
import {
  isGiven,
  openChild,
  optionalFlag,
  optionalText,
  refuse,
  requiredText,
  valueAt,
  type Fields,
} from '../errors/index.js';
import { boundaryAt } from './decode/period.js';
import type {
  CreditLedger,
  CreditTopUp,
  DateOrDateTimeText,
  DateTimeText,
  Effect,
  PoliciesInput,
} from '../wire/index.js';
import { objectsAt } from './decode/document-fields.js';
import type { InvoiceSettings } from './decode/ledger/invoice-settings.js';
import { openLedgerCall, type LedgerCall } from './decode/ledger/ledger-call.js';
import { readLifetime } from './decode/ledger/lifetime.js';
import { newBlockId } from './decode/ledger/new-id.js';
import { amountAboveZero, optionalBasis } from './decode/ledger/read-block.js';
import { netTermsAt } from './decode/payment-terms.js';
import { billPurchases, type BilledPurchases, type PurchaseBillingInput } from './bill-purchase.js';
import { addTo, uncoveredIn, type BurntCredits } from './burn-credits.js';
import { encodePurchase } from './encode/ledger/purchase.js';
import { encodeLedgerStep } from './encode/ledger/transition.js';

/** What `evaluateTopUps` takes. */
export type EvaluateTopUpsInput = {
  readonly ledger: CreditLedger;
  /** Orb's documents; of several in the ledger's currency the last one is in force, because a new one replaces. */
  readonly top_ups: readonly (CreditTopUp & { readonly active_from?: DateTimeText | null | undefined })[];
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
  return addTo(transition, { invoices, customer, uncovered: uncoveredIn(run.coverage, open) });
}

type Order = { readonly currency: string; readonly top_up: TopUp; readonly settings: InvoiceSettings };
type Bought = { readonly next: Ledger; readonly effects: readonly Effect[] };

function buyFor(order: Order | null, { reading, at, policies }: LedgerCall): Bought {
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

function readOrder(call: LedgerCall): Order | null {
  const orders = objectsAt(call.fields, 'top_ups').map((fields) => readTopUp(fields, call));
  refuse(call.fields.issues);
  return [...orders].reverse().find(({ currency }) => currency === call.reading.ledger.currency.code) ?? null;
}

function readTopUp(fields: Fields, call: LedgerCall): Order {
  const settings = readSettings(fields);
  const from = isGiven(valueAt(fields, 'active_from'))
    ? boundaryAt(fields, 'active_from', call.reading.ledger.zone)
    : null;
  return {
    currency: requiredText(fields, 'currency'),
    settings,
    top_up: {
      id: requiredText(fields, 'id'),
      threshold: decimalAt(fields, 'threshold') ?? zero,
      amount: amountAboveZero(fields, 'amount'),
      cost_basis: optionalBasis(fields),
      active_from: from ?? null,
      lifetime: readLifetime(fields, ['expires_after', 'expires_after_unit']),
      awaits_payment: settings.require_successful_payment,
    },
  };
}

/** A top-up's invoices have no dates of their own: they are dated when the credits take effect. */
function readSettings(top_up: Fields): InvoiceSettings {
  const fields = openChild(top_up, 'invoice_settings');
  return {
    net_terms: fields === null ? 0 : netTermsAt(fields),
    custom_due_date: null,
    invoice_date: null,
    auto_collection: fields !== null && optionalFlag(fields, 'auto_collection'),
    mark_as_paid: false,
    require_successful_payment: fields !== null && optionalFlag(fields, 'require_successful_payment'),
    memo: fields === null ? null : optionalText(fields, 'memo'),
    item_id: null,
  };
}
