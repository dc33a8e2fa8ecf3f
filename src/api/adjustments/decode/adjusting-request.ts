import {
  readAdjustmentList,
  type Adjusting,
  type Adjustment,
  type AdjustingTerms,
} from '../../../adjustments/index.js';
import { currencyOf, type Currency } from '../../../currency/index.js';
import {
  isGiven,
  openFields,
  optionalText,
  pathAtKey,
  pathOf,
  placeOf,
  problem,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import { instantOfMillis, readTimeZone, timeZone, type TimeZone } from '../../../time/index.js';
import type { Policies } from '../../../wire/index.js';
import { readAdjustedLine, type AdjustedSource, type LineReading } from './adjusted-line.js';
import { openInput } from '../../decode/input.js';
import { boundaryAt } from '../../decode/period.js';
import { moneyRulesOf, readPolicies } from '../../decode/policies.js';

/** An input of `applyAdjustments` that was read whole. */
export type AdjustingReading = {
  readonly adjusting: Adjusting;
  readonly terms: AdjustingTerms;
  readonly sources: readonly AdjustedSource[];
  readonly currency: Currency;
  readonly policies: Policies;
};

const known = /*#__PURE__*/ 'lines adjustments currency invoice_date timezone policies'.split(' ');

/** Reads the input of `applyAdjustments`; refuses it with every fault found. */
export function readAdjusting(given: unknown): AdjustingReading {
  const input = openInput(given);
  refuseUnknown(input, known);
  const policies = readPolicies(input);
  const rules = moneyRulesOf(policies);
  const currency = currencyOf(requiredText(input, 'currency'), rules);
  const zone = readZone(input);
  const dated = isGiven(valueAt(input, 'invoice_date'));
  const invoice_date = dated ? boundaryAt(input, 'invoice_date', zone) : undefined;
  const adjustments = readAdjustmentList(input, 'adjustments', dated ? zone : null);
  // Without a date no adjustment is bound to dates, so that any instant serves.
  const adjusted_at = invoice_date ?? instantOfMillis(0);
  const sources = readLines(input, { currency, rules, policies, adjustments, adjusted_at });
  refuse(input.issues);
  return {
    adjusting: {
      lines: sources.map(({ line }) => line),
      adjustments: [...adjustments, ...adjustmentsOfPrices(sources)],
    },
    terms: policies,
    sources,
    currency,
    policies,
  };
}

/** What stands beside a price adjusts all of its lines, and is there once however many these are. */
function adjustmentsOfPrices(sources: readonly AdjustedSource[]): readonly Adjustment[] {
  const seen = new Set<string>();
  return sources.flatMap(({ line, adjustments }) => {
    const { price_id } = line.subject;
    if (seen.has(price_id)) return [];
    seen.add(price_id);
    return adjustments;
  });
}

function readZone(input: Fields): TimeZone {
  const name = optionalText(input, 'timezone') ?? 'UTC';
  return readTimeZone(name, pathAtKey(input, 'timezone'), input.issues) ?? timeZone('UTC');
}

function readLines(input: Fields, reading: LineReading): readonly AdjustedSource[] {
  const list = valueAt(input, 'lines');
  if (!Array.isArray(list)) {
    report(input, 'lines', wanting(list, 'a list of { id, price, usage } or { id, price, subtotal }'));
    return [];
  }
  const place = placeOf('lines', input.place);
  const sources: AdjustedSource[] = [];
  const seen = new Set<string>();
  for (const [position, entry] of Array.from(list as readonly unknown[]).entries()) {
    const fields = openFields(entry, placeOf(position, place), input);
    const source = fields && readAdjustedLine(fields, reading);
    if (source === null) continue;
    const message = `repeats the id ${shown(source.id)}; give each line its own`;
    if (seen.has(source.id)) input.issues.push(problem(pathOf(placeOf(position, place)), 'invalid_reference', message));
    seen.add(source.id);
    sources.push(source);
  }
  return sources;
}
