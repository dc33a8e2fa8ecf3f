import { maximum, zero, type Decimal } from '../../../../decimal/index.js';
import type { BilledService, LineRequest, QuantitySpan } from '../../../../invoices/index.js';
import type { Usage } from '../../../../prices/index.js';
import { quantitiesOf, quantityAt, soldOn, type TimedPrice } from '../../../../subscriptions/index.js';
import { intersect, type Instant, type Period } from '../../../../time/index.js';
import { currencyOfPrice } from '../invoice-currency.js';
import type { MeteredUsage } from '../../../usage/decode/metered-usage.js';
import type { ListedPrice } from '../../../prices/decode/price-list.js';
import type { BilledSubscription } from './billed-subscription.js';

/** One line that an invoice is to have: what is billed of which price, and the time whose usage it counts. */
export type ServiceLine = BilledService & { readonly price: ListedPrice; readonly counted: Period };

/** The lines of what an invoice bills; usage counts from the start of its period until it is due, at the latest now. */
export function serviceLines(
  services: readonly BilledService[],
  { prices }: BilledSubscription,
  at: Instant,
): readonly ServiceLine[] {
  const lines: ServiceLine[] = [];
  for (const billed of services) {
    const { timed, service, adjusted_at } = billed;
    const price = prices.get(timed.id);
    // A price that cannot be read is a fault that was appended. Named one by one: a spread would give each line a form
    // of its own, which is slow for all that reads it.
    if (price !== undefined) lines.push({ timed, service, adjusted_at, price, counted: countedOf(billed, at) });
  }
  return lines;
}

function countedOf({ timed, service }: BilledService, at: Instant): Period {
  // A one-time price has no length: its usage is all since its interval began (F14).
  const start = service.full_period === null ? timed.interval.start : service.start;
  const due = service.portion === null ? service.end : service.portion.end;
  const until = due < at ? due : at;
  return { start, end: until < start ? start : until };
}

/** A line as the core bills it; `usage` null where the price has a quantity of its own. */
export function lineRequestOf(
  line: ServiceLine,
  { usage, usageUntil, licensed }: MeteredUsage,
  billed: BilledSubscription,
): LineRequest {
  const { timed, service, price, adjusted_at } = line;
  const { start, end, portion } = service;
  const period = { start, end };
  return {
    price_interval_id: timed.id,
    price_id: price.id,
    name: price.name,
    place: price.place,
    currency: currencyOfPrice(price, billed.currency, billed.rules),
    conversion: price.conversion,
    subject: price.subject,
    period,
    shown_period: { start, end: portion?.end ?? end },
    adjusted_at,
    full_period: service.full_period ?? period,
    portion,
    quantities: timed.price.sells_credits ? null : changedQuantities(line, billed),
    prepared: price.prepared,
    // A fee counts nobody's usage.
    counted: timed.price.price_type === 'usage_price' ? timed.settings : null,
    filters: price.filters,
    usage: timed.price.price_type === 'fixed_price' ? fixedUsage(line) : usage,
    usageUntil,
    licensed,
  };
}

function fixedUsage({ timed, service }: ServiceLine): Usage {
  return {
    shape: 'quantity',
    quantity: timed.price.sells_credits ? soldOf(timed, service) : quantityAt(timed, service.start),
  };
}

/** The credits that a line bills; an instalment its share of all that were granted until it is over (§8.6). */
function soldOf(timed: TimedPrice, { start, end, portion }: BilledService['service']): Decimal {
  if (portion === null || portion.of === 1) return soldOn(timed, { start, end });
  const granted = timed.transitions.filter(({ at }) => at < portion.end).map((one) => ({ ...one, is_foreseen: true }));
  return soldOn({ ...timed, transitions: granted }, { start, end });
}

/**
 * The quantities of a fee in arrears, or in instalments of a whole that is known better with each, where there was more than
 * one; else a change in advance is settled on its own (§9.2).
 */
function changedQuantities({ timed, service }: ServiceLine, { policies }: BilledSubscription) {
  const { price_type, billing_mode } = timed.price;
  const isInstalment = service.portion !== null && service.portion.of > 1;
  if (price_type !== 'fixed_price' || (billing_mode !== 'in_arrear' && !isInstalment)) return null;
  const spans = spansOf(timed, service);
  if (spans.length < 2) return null;
  return billing_mode === 'in_advance' && policies.quantity_decrease === 'none' ? withoutFalls(spans) : spans;
}

/** Fewer units of what is billed in advance give nothing back by policy: each span counts the most up to it (§14). */
function withoutFalls(spans: readonly QuantitySpan[]): readonly QuantitySpan[] {
  let most = zero;
  return spans.map((span) => {
    most = maximum(most, span.quantity);
    return { ...span, quantity: most };
  });
}

/** The quantities in force over a period, each with its part of it. */
function spansOf(timed: TimedPrice, period: Period): readonly QuantitySpan[] {
  return quantitiesOf(timed).flatMap(({ start, end, quantity }) => {
    const span = intersect({ start, end: end ?? period.end }, period);
    return span === undefined || span.end <= span.start ? [] : [{ ...span, quantity }];
  });
}
