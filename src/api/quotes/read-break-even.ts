import { compare, decimalAt, isNegative, toNumber, zero, type Decimal } from '../../decimal/index.js';
import {
  invariant,
  isGiven,
  openChild,
  problem,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type { PreparedOffer } from './read-offers.js';

/** Which usage is varied, how far, and between which offers. */
export type BreakEvenQuestion = {
  readonly usage: string;
  readonly from: Decimal;
  readonly to: Decimal;
  readonly between: readonly [PreparedOffer, PreparedOffer];
};

const keys = ['usage', 'from', 'to', 'between'];
const mostUnits = 1e12;

/** Reads `break_even`: which usage is varied, how far, and between which offers; null where it is not asked for. */
export function readBreakEven(input: Fields, offers: readonly PreparedOffer[]): BreakEvenQuestion | null {
  if (!isGiven(valueAt(input, 'break_even'))) return null;
  const fields = openChild(input, 'break_even');
  refuse(input.issues);
  invariant(fields !== null, 'a field without faults is open');
  refuseUnknown(fields, keys);
  const usage = requiredText(fields, 'usage');
  const from = isGiven(valueAt(fields, 'from')) ? decimalAt(fields, 'from') : zero;
  const to = decimalAt(fields, 'to');
  const between = readPair(fields, offers);
  if (usage !== '') checkUsage(fields, usage, between);
  if (from !== undefined && to !== undefined) checkSpan(fields, from, to);
  refuse(fields.issues);
  invariant(from !== undefined && to !== undefined && between !== null, 'a question without errors is read');
  return { usage, from, to, between };
}

function checkSpan(fields: Fields, from: Decimal, to: Decimal): void {
  if (isNegative(from))
    report(fields, 'from', { code: 'negative_quantity', message: 'is negative; a quantity is 0 or more' });
  if (compare(to, from) <= 0)
    report(fields, 'to', { code: 'invalid_interval', message: 'is not above from; give the largest quantity' });
  if (toNumber(to) > mostUnits)
    report(fields, 'to', { code: 'limit_exceeded', message: `is more than ${mostUnits}; look no further` });
}

function readPair(fields: Fields, offers: readonly PreparedOffer[]): BreakEvenQuestion['between'] | null {
  const named = valueAt(fields, 'between');
  const ids: readonly unknown[] = isGiven(named)
    ? Array.isArray(named)
      ? (named as unknown[])
      : []
    : offers.slice(0, 2).map(({ id }) => id);
  const [a, b, ...others] = ids.map((id) => offers.find((offer) => offer.id === id));
  if (a !== undefined && b !== undefined && a !== b && others.length === 0) return [a, b];
  report(
    fields,
    'between',
    wanting(named, `the ids of two of the offers: ${offers.map(({ id }) => shown(id)).join(', ')}`),
  );
  return null;
}

/** Both costs have to be a function of the usage, or of one of them of nothing. */
function checkUsage(fields: Fields, usage: string, between: BreakEvenQuestion['between'] | null): void {
  if (between === null) return;
  const uses = between.flatMap(({ deal }) => [...deal.uses.values()].filter(({ key }) => key === usage));
  if (uses.length === 0) {
    report(fields, 'usage', {
      code: 'price_reference',
      message: `is ${shown(usage)}, which neither offer charges; name a key of usage`,
    });
  } else if (uses.some(({ forecast }) => forecast.shape === 'groups')) {
    const message = 'is usage by groups, which has no one quantity; state it as one quantity';
    fields.issues.push(problem('break_even.usage', 'usage_shape_mismatch', message));
  }
}
