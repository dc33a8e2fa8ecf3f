import { compareExact } from '../decimal/index.js';
import { caution, pathOf, problem, shown, type ErrorCode, type Issues } from '../errors/index.js';
import type { Adjustment } from './adjustment.js';
import type { Coverage, Covering } from './covering.js';
import type { AdjustableLine } from './line.js';
import { names } from './scope.js';
import type { PriceSubject } from './subject.js';
import { isOfTrial } from './trial.js';

/** Whether an adjustment may act on a line that it covers; a fault says why not where passing it by would be wrong. */
export function isEligible(adjustment: Adjustment, line: AdjustableLine, { terms, issues }: Covering): boolean {
  const { subject } = line;
  const isMoneyOnly = terms.virtual_currency_adjustments === 'reject' && !isOfTrial(adjustment.id);
  if (!subject.currency.real && isMoneyOnly) {
    // A blanket scope passes over pricing units in silence; one that names them would have its will ignored (§6, D14).
    if (names(adjustment.scope, subject)) add(issues, adjustment, virtualFault(subject));
    return false;
  }
  if (adjustment.adjustment_type !== 'usage_discount' || line.reducedSubtotal !== null) return true;
  const message = `covers ${shown(subject.price_id)}, which has no usage to take off; narrow its scope, or discount an amount`;
  add(issues, adjustment, { code: 'usage_discount_not_applicable', message });
  return false;
}

function virtualFault({ price_id, currency }: PriceSubject): Fault {
  const message = `names ${shown(price_id)}, which is priced in ${shown(currency.code)}; adjustments act on money, or set policies.virtual_currency_adjustments to allow`;
  return { code: 'adjustment_virtual_currency', message };
}

/** Appends what is wrong, or worth a look, with the lines that an adjustment covers together. */
export function faultsOfCoverage({ adjustment, positions }: Coverage, { lines, terms, issues }: Covering): void {
  if (positions.length < 2) return;
  const subjects = subjectsAt(positions, lines);
  const currencies = distinct(subjects, ({ currency }) => currency.code);
  if (currencies.length > 1) {
    const message = `covers prices in ${currencies.join(' and ')}; give currency, so that it covers one of them`;
    add(issues, adjustment, { code: 'adjustment_mixed_currency', message });
  }
  const { adjustment_type, is_invoice_level } = adjustment;
  const prices = is_invoice_level ? [] : distinct(subjects, ({ price_id }) => price_id);
  if (prices.length > 1 && adjustment_type !== 'usage_discount') {
    const message = `covers ${prices.length} prices at line level; name one price, or set is_invoice_level to true`;
    add(issues, adjustment, { code: 'adjustment_single_price', message });
  }
  if (isMixed(adjustment, subjects)) {
    const message = 'covers prices that bill at different times; it acts on those that are on the invoice';
    const level = terms.mixed_adjustment_scope === 'error' ? problem : caution;
    issues.push(level(pathOf(adjustment.place), 'adjustment_mixed_scope', message));
  }
}

function subjectsAt(positions: readonly number[], lines: readonly AdjustableLine[]): readonly PriceSubject[] {
  const subjects: PriceSubject[] = [];
  for (const position of positions) {
    const line = lines[position];
    if (line !== undefined) subjects.push(line.subject);
  }
  return subjects;
}

/** Percentages are excepted: they take the same of a line whatever else is on the invoice (Orb:CALC). */
function isMixed({ adjustment_type }: Adjustment, subjects: readonly PriceSubject[]): boolean {
  if (adjustment_type === 'percentage_discount' || adjustment_type === 'tiered_percentage_discount') return false;
  const [first] = subjects;
  return subjects.some((own) => own.cadence !== first?.cadence || own.billing_mode !== first.billing_mode);
}

/** Warns of a minimum above a maximum over the same lines: the maximum acts last and wins (§6). */
export function reportCrossed(coverages: readonly Coverage[], issues: Issues): void {
  const maximums = coverages.filter(({ adjustment }) => adjustment.adjustment_type === 'maximum');
  if (maximums.length === 0) return;
  for (const { adjustment, positions } of coverages) {
    if (adjustment.adjustment_type !== 'minimum' || positions.length === 0) continue;
    const crossed = maximums.find((other) => {
      const maximum = other.adjustment;
      if (maximum.adjustment_type !== 'maximum' || compareExact(adjustment.value, maximum.value) <= 0) return false;
      return String(other.positions) === String(positions);
    });
    if (crossed === undefined) continue;
    const message = `is above the maximum ${shown(crossed.adjustment.id)} of the same prices, which wins`;
    issues.push(caution(pathOf(adjustment.place), 'minimum_above_maximum', message));
  }
}

type Fault = { readonly code: ErrorCode; readonly message: string };

function add(issues: Issues, { place, id }: Adjustment, { code, message }: Fault): void {
  issues.push(problem(pathOf(place), code, `the adjustment ${shown(id)} ${message}`));
}

function distinct(subjects: readonly PriceSubject[], key: (subject: PriceSubject) => string): readonly string[] {
  const [first] = subjects;
  if (first === undefined) return [];
  // Nearly always they are alike, and no set is needed to see that.
  const name = key(first);
  return subjects.every((subject) => key(subject) === name) ? [name] : [...new Set(subjects.map(key))];
}
