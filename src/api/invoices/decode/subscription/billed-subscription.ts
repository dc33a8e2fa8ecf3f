import { readAdjustmentList, type Adjustment } from '../../../../adjustments/index.js';
import type { MoneyRules, RealCurrency } from '../../../../currency/index.js';
import { openChild, requiredText, type Fields } from '../../../../errors/index.js';
import { idPart, servicesOf, type BilledService } from '../../../../invoices/index.js';
import type { CustomModels } from '../../../../prices/index.js';
import type { Timeline } from '../../../../subscriptions/index.js';
import type { Instant } from '../../../../time/index.js';
import type { Policies } from '../../../../wire/index.js';
import { readCustomModels } from '../../../prices/decode/custom-models.js';
import type { BilledCustomer } from '../../../decode/customer.js';
import { readCustomer } from '../../../decode/customer.js';
import { readBalance } from '../customer-balance.js';
import { objectsAt } from '../../../decode/document-fields.js';
import { readInvoiceCurrency } from '../invoice-currency.js';
import { moneyRulesOf, readPolicies } from '../../../decode/policies.js';
import { readPrice, type ListedPrice } from '../../../prices/decode/price-list.js';
import { writtenPrices, type WritePrice } from '../../../prices/encode/price.js';
import { readTimeline } from '../../../subscriptions/decode/timeline.js';

/** A subscription that is to be billed, read whole. */
export type BilledSubscription = {
  readonly customer: BilledCustomer;
  readonly policies: Policies;
  readonly rules: MoneyRules;
  readonly currency: RealCurrency;
  readonly timeline: Timeline;
  /** By price interval. */
  readonly prices: ReadonlyMap<string, ListedPrice>;
  readonly adjustments: readonly Adjustment[];
  readonly writePrice: WritePrice;
  /** What a price interval is inside an id. */
  readonly idPartOf: (price_interval_id: string) => string;
  /** What the invoice of a date bills. */
  readonly servicesAt: (invoice_date: Instant) => readonly BilledService[];
  /** The subscription's document, opened. */
  readonly fields: Fields;
};

/** Reads `customer`, `subscription`, `schedule` and `policies`; null where faults make billing impossible. */
export function readBilledSubscription(input: Fields): BilledSubscription | null {
  const policies = readPolicies(input);
  const rules = moneyRulesOf(policies);
  const payer = openChild(input, 'customer');
  const fields = openChild(input, 'subscription');
  if (payer === null || fields === null) return null;
  const own = readCustomer(payer);
  const timeline = readTimeline(fields, input, own.zone);
  const prices = readPrices(fields, readCustomModels(input));
  const adjustments = readAdjustmentList(fields, 'adjustment_intervals', own.zone);
  const billing = { prices: [...prices.values()], adjustments, invoicing_currency: null, memo: null };
  const currency = readInvoiceCurrency({ fields: payer, customer: own, billing, rules });
  if (currency === null) return null;
  const customer = readBalance(input, { fields: payer, customer: own, currency });
  const documents = {
    writePrice: writtenPrices(prices),
    idPartOf: idPart,
    servicesAt: rememberedServices(timeline),
  };
  return { customer, policies, rules, currency, timeline, prices, adjustments, ...documents, fields };
}

/** What does not depend on the date is found once, and the services of a date once for all who ask for them in turn. */
function rememberedServices(timeline: Timeline): BilledSubscription['servicesAt'] {
  let servicesAt: BilledSubscription['servicesAt'] | null = null;
  let last: { readonly date: Instant; readonly services: readonly BilledService[] } | null = null;
  return (date) => {
    if (last?.date === date) return last.services;
    servicesAt ??= servicesOf(timeline);
    last = { date, services: servicesAt(date) };
    return last.services;
  };
}

function readPrices(subscription: Fields, models: CustomModels): ReadonlyMap<string, ListedPrice> {
  const prices = new Map<string, ListedPrice>();
  for (const interval of objectsAt(subscription, 'price_intervals')) {
    const id = requiredText(interval, 'id');
    const fields = openChild(interval, 'price');
    const price = fields && readPrice(fields, id, models);
    if (price !== null) prices.set(id, price);
  }
  return prices;
}
