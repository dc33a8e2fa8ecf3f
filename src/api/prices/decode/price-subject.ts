import type { SubjectReading } from '../../../adjustments/index.js';
import { isGiven, isObject, optionalText, report, valueAt, wanting, type Fields } from '../../../errors/index.js';
import type { BillingMode, Cadence, PriceType } from '../../../wire/index.js';

/** What a price is that says nothing of what adjustments select by. */
export const usualSubject: SubjectReading = { item_id: null, billing_mode: null, cadence: '1 month' };

/** Reads what adjustments select prices by. */
export function readSubject(price: Fields): SubjectReading {
  return { item_id: itemOf(price), billing_mode: modeOf(price), cadence: cadenceOf(price) };
}

const priceTypes: readonly unknown[] = ['usage_price', 'fixed_price', 'composite_price'] satisfies PriceType[];
// A price of a dimensional price group is billed by the group's metric.
const metricKeys = ['billable_metric', 'billable_metric_id', 'dimensional_price_configuration'];
const compositeModels: readonly unknown[] = ['percent', 'minimum_composite'];

/** The type of a price that is not rated here, as far as its document tells it (F5). */
export function typeOfPrice(price: Fields): PriceType {
  const given = valueAt(price, 'price_type');
  if (priceTypes.includes(given)) return given as PriceType;
  if (isGiven(given)) report(price, 'price_type', wanting(given, priceTypes.join(' or ')));
  if (compositeModels.includes(valueAt(price, 'model_type'))) return 'composite_price';
  return metricKeys.some((key) => isGiven(valueAt(price, key))) ? 'usage_price' : 'fixed_price';
}

function itemOf(price: Fields): string | null {
  const item = valueAt(price, 'item');
  const id = isObject(item) && Object.hasOwn(item, 'id') ? item['id'] : undefined;
  return typeof id === 'string' ? id : optionalText(price, 'item_id');
}

const modes: readonly unknown[] = ['in_advance', 'in_arrear'] satisfies BillingMode[];

function modeOf(price: Fields): BillingMode | null {
  const mode = valueAt(price, 'billing_mode');
  if (modes.includes(mode)) return mode as BillingMode;
  if (isGiven(mode)) report(price, 'billing_mode', wanting(mode, modes.join(' or ')));
  const in_advance = valueAt(price, 'billed_in_advance');
  if (typeof in_advance === 'boolean') return in_advance ? 'in_advance' : 'in_arrear';
  if (isGiven(in_advance)) report(price, 'billed_in_advance', wanting(in_advance, 'true or false'));
  return null;
}

const cadences: { readonly [C in Exclude<Cadence, 'custom'>]: string } = {
  one_time: 'once',
  monthly: '1 month',
  quarterly: '3 month',
  semi_annual: '6 month',
  annual: '12 month',
};

/** The length of a billing cycle, so that a year by name and one of twelve months are the same. */
function cadenceOf(price: Fields): string {
  const cycle = valueAt(price, 'billing_cycle_configuration');
  const cadence = optionalText(price, 'cadence') ?? 'monthly';
  if (cadence !== 'one_time' && isObject(cycle)) return lengthText(cycle);
  return Object.hasOwn(cadences, cadence) ? cadences[cadence as keyof typeof cadences] : cadence;
}

/** Whether a price is invoiced in instalments; a fetched one repeats its billing cycle as the invoicing cycle. */
export function isInstalment(price: Fields): boolean {
  const cycle = valueAt(price, 'invoicing_cycle_configuration');
  return isObject(cycle) && lengthText(cycle) !== cadenceOf(price);
}

function lengthText({ duration, duration_unit }: Readonly<Record<string, unknown>>): string {
  return `${String(duration)} ${String(duration_unit)}`;
}
