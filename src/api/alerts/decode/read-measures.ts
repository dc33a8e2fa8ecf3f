import type { CostLine, Measures, PeriodKey } from '../../../alerts/index.js';
import { add, decimalAt, zero } from '../../../decimal/index.js';
import {
  isGiven,
  isObject,
  openChild,
  optionalText,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import { instantOfMillis, type TimeZone } from '../../../time/index.js';
import { figureAt, objectsAt, optionalChoiceAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';

/** Reads what was measured; null where nothing is given. */
export function readMeasures(input: Fields, key: string, zone: TimeZone): Measures | null {
  const fields = isGiven(valueAt(input, key)) ? openChild(input, key) : null;
  if (fields === null) return null;
  return {
    balances: new Map(
      objectsAt(fields, 'balances').map((own) => [requiredText(own, 'currency'), figureAt(own, 'balance')]),
    ),
    usage: objectsAt(fields, 'usage').map((own) => ({
      ...readKey(own, zone),
      metric_id: requiredText(own, 'metric_id'),
      quantity: figureAt(own, 'quantity'),
    })),
    costs: objectsAt(fields, 'costs').map((own) => ({
      ...readKey(own, zone),
      currency: requiredText(own, 'currency'),
      lines: objectsAt(own, 'lines').map(readLine),
    })),
    licenses: objectsAt(fields, 'licenses').map((own) => ({
      ...readKey(own, zone),
      license_type_id: requiredText(own, 'license_type_id'),
      currency: optionalText(own, 'currency'),
      allocated: figureAt(own, 'allocated'),
      consumed: figureAt(own, 'consumed'),
    })),
  };
}

function readKey(fields: Fields, zone: TimeZone): PeriodKey {
  return {
    subscription_id: requiredText(fields, 'subscription_id'),
    plan_id: optionalText(fields, 'plan_id'),
    plan_version: optionalText(fields, 'plan_version'),
    period_start: boundaryAt(fields, 'period_start', zone) ?? instantOfMillis(0),
  };
}

/** What threshold invoices have billed is a cost all the same (§12). */
function readLine(fields: Fields): CostLine {
  const billed = isGiven(valueAt(fields, 'partially_invoiced_amount'))
    ? (decimalAt(fields, 'partially_invoiced_amount') ?? zero)
    : zero;
  return {
    price_id: requiredText(fields, 'price_id'),
    item_id: optionalText(fields, 'item_id'),
    price_type:
      optionalChoiceAt(fields, 'price_type', ['usage_price', 'fixed_price', 'composite_price']) ?? 'usage_price',
    currency: requiredText(fields, 'currency'),
    subtotal: figureAt(fields, 'subtotal'),
    cost: add(figureAt(fields, 'amount'), billed),
    group_values: readGroupValues(fields),
  };
}

function readGroupValues(fields: Fields): ReadonlyMap<string, string> {
  const given = valueAt(fields, 'group_values');
  if (!isGiven(given)) return new Map();
  const entries = isObject(given) ? Object.entries(given) : null;
  if (entries !== null && entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    return new Map(entries);
  report(fields, 'group_values', wanting(given, 'an object of texts by grouping key'));
  return new Map();
}
