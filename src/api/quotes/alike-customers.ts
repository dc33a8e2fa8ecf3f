import type { Decimal } from '../../decimal/index.js';
import { isBillingError, isGiven, isObject, refuse } from '../../errors/index.js';
import type { Horizon } from '../../quotes/index.js';
import { openInput } from '../decode/input.js';
import { assignForecasts } from './forecast-usage.js';
import { likenessOf } from './likeness.js';
import { earnedWith, planInvoices, type InvoicePlan } from './plan-invoices.js';
import type { PreparedQuote } from './prepare-quote.js';
import { readForecasts, type Forecast } from './read-forecast.js';

/** A deal of each list, over the periods that are shared. */
export type DealPair = {
  readonly current: PreparedQuote;
  readonly proposed: PreparedQuote;
  readonly horizon: Horizon;
};

/** What customers come to who are told apart by nothing but who they are and what they use. */
export type AlikeCustomers = {
  readonly deals: DealPair;
  readonly plans: { readonly current: InvoicePlan; readonly proposed: InvoicePlan };
};

/** Customers by their likeness: of the first of them there may be no second, and some have to be drafted one by one. */
export type KnownCustomers = Map<string, AlikeCustomers | 'met_once' | 'drafted'>;

/** What a customer states of themselves. */
export type OwnTerms = {
  readonly customer: unknown;
  readonly usage: unknown;
  readonly events: unknown;
  readonly licenses: unknown;
  readonly license_usage: unknown;
  readonly terms: unknown;
};

// Enough for every time zone and currency of a list; whoever has terms of their own passes through.
const mostKnown = 200;
const names: readonly string[] = ['id', 'external_customer_id', 'name', 'email', 'metadata'];

/** What a customer has in common with others of the same amounts; null where only drafting can tell. */
export function likenessOfCustomer({ customer, terms, ...own }: OwnTerms): string | null {
  if (!isObject(customer) || isTheirsAlone(own) || !isPlainlyNamed(customer)) return null;
  const rest = Object.fromEntries(Object.entries(customer).filter(([key]) => !names.includes(key)));
  const text = likenessOf([rest, terms]);
  return text === null || namesOneSubscription(text) ? null : text;
}

/** Recorded events and licences are nobody else's. */
function isTheirsAlone({
  events,
  licenses,
  license_usage,
}: Pick<OwnTerms, 'events' | 'licenses' | 'license_usage'>): boolean {
  return isGiven(events) || isGiven(licenses) || isGiven(license_usage);
}

/** Whether what says who a customer is can be read; what cannot is for drafting to refuse. */
function isPlainlyNamed({
  id,
  external_customer_id,
  name,
  email,
  metadata,
}: Readonly<Record<string, unknown>>): boolean {
  const isNamed = [external_customer_id, name, email].every((text) => !isGiven(text) || typeof text === 'string');
  return typeof id === 'string' && id !== '' && isNamed && likenessOf(metadata) !== null;
}

// Ids that are made of a subscription's are another customer's own (§1.3).
const ownIds = /price_interval:|subscription[:%]/;

function namesOneSubscription(text: string): boolean {
  return ownIds.test(text);
}

/** What a customer comes to under both lists as others alike do; null where there were none, or drafting has to tell. */
export function computeAlike(
  { usage }: OwnTerms,
  { deals, plans }: AlikeCustomers,
  periods: number,
): { readonly current: Decimal; readonly proposed: Decimal } | null {
  try {
    const input = openInput({ usage });
    const forecasts = readForecasts(input, periods) ?? new Map<string, Forecast>();
    refuse(input.issues);
    if ([...forecasts.keys()].some(namesOneSubscription)) return null;
    const [now, then] = [
      assignForecasts(deals.current.billed, forecasts),
      assignForecasts(deals.proposed.billed, forecasts),
    ];
    if (now.unused.some((key) => then.unused.includes(key))) return null;
    const [current, proposed] = [earnedWith(plans.current, now.uses), earnedWith(plans.proposed, then.uses)];
    return current === null || proposed === null ? null : { current, proposed };
  } catch (error) {
    // Drafting refuses it too, and says where in the customer's own words.
    if (isBillingError(error)) return null;
    throw error;
  }
}

/** Remembers how customers of a likeness are computed, once there is a second one. */
export function rememberAlike(known: KnownCustomers, likeness: string, deals: DealPair): void {
  const before = known.get(likeness);
  if (before === 'met_once') known.set(likeness, planBoth(deals) ?? 'drafted');
  if (before !== undefined) return;
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest);
  known.set(likeness, 'met_once');
}

function planBoth(deals: DealPair): AlikeCustomers | null {
  const [current, proposed] = [planInvoices(deals.current, deals.horizon), planInvoices(deals.proposed, deals.horizon)];
  return current === null || proposed === null ? null : { deals, plans: { current, proposed } };
}
