import {
  compare,
  decimalAt,
  formatDecimal,
  formatExact,
  isNegative,
  toNumber,
  zero,
  type Decimal,
  type Exact,
} from '../../decimal/index.js';
import {
  fail,
  invariant,
  isGiven,
  openFields,
  optionalText,
  placeOf,
  problem,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fault,
  type Fields,
  type Issues,
} from '../../errors/index.js';
import { inThousands } from '../../explain/index.js';
import type { Curve, CurveMark, CurvePlace } from '../../pictures/index.js';
import {
  groupName,
  preparePriceModel,
  ratePreparedPrice,
  traceCurve,
  wantedUsage,
  type CurvePoint,
  type GroupValue,
  type PreparedPrice,
  type Usage,
} from '../../prices/index.js';
import { boundsOf } from './curve-bounds.js';
import { wholeAt } from './cycle.js';
import { readRatingContext, type ReadContext } from './rating-context.js';
import { isGroupValue } from './usage.js';

const usualWidth = 640;
const mostBounds = 200;
// A step has to be this many pixels wide to be told from the next.
const narrowestStep = 4;
// More points than this are not read out.
const mostSpoken = 24;

/** What is asked for beside the price. */
type Asked = {
  readonly from: Decimal;
  readonly to: Decimal;
  readonly group: readonly GroupValue[];
  readonly width: number;
};

/** Reads a price and the options as the curve that is drawn; refused with every fault found. */
export function readCurve(given: unknown, options: unknown, context: unknown): Curve {
  const reading = { issues: [] as Issues, watch: null };
  const price = openFields(given, placeOf('price'), reading);
  const around = { issues: [] as Issues, watch: null };
  const terms = readRatingContext(context ?? {}, around);
  const prepared = price && preparePriceModel(price, terms.custom_models);
  const words = price && readWords(price);
  const fields = openFields(options, placeOf('options'), around);
  const asked = fields && readAsked(fields, prepared);
  refuse([...reading.issues, ...around.issues]);
  invariant(price !== null && prepared !== null && words !== null && asked !== null, 'a curve without errors is read');
  const config = valueAt(price, `${prepared.model_type}_config`);
  return curveOf({ prepared, asked, terms, words, config });
}

type Words = { readonly name: string | null; readonly currency: string | null };

function readWords(price: Fields): Words {
  return { name: optionalText(price, 'name'), currency: optionalText(price, 'currency') };
}

function readAsked(options: Fields, price: PreparedPrice | null): Asked {
  refuseUnknown(options, ['from', 'to', 'grouping_values', 'width']);
  const bounds = { least: 320, most: 4000, code: 'invalid_type' } as const;
  const width = isGiven(valueAt(options, 'width')) ? wholeAt(options, 'width', bounds) : null;
  const group = price === null ? [] : readGroup(options, price);
  return { ...readSpan(options), group, width: width ?? usualWidth };
}

function readSpan(options: Fields): Pick<Asked, 'from' | 'to'> {
  const from = isGiven(valueAt(options, 'from')) ? decimalAt(options, 'from') : zero;
  const to = decimalAt(options, 'to');
  if (from === undefined || to === undefined) return { from: zero, to: zero };
  if (isNegative(from)) {
    report(options, 'from', { code: 'negative_quantity', message: 'is negative; a curve begins at 0 or later' });
  } else if (compare(to, from) <= 0) {
    report(options, 'to', { code: 'invalid_interval', message: 'is not above from; give the last quantity shown' });
  }
  return { from, to };
}

/** The one group that a price rated on groups is drawn over. Which one it is changes the curve, so it has to be said. */
function readGroup(options: Fields, price: PreparedPrice): readonly GroupValue[] {
  const { plan, model_type } = price;
  if (plan.shape === 'events' || plan.shape === 'components') {
    const why = `${model_type} is rated on ${wantedUsage(price)}, so that its cost is no function of a quantity`;
    const message = `${why}; draw a price that is rated on a quantity or on groups`;
    options.issues.push(problem('price.model_type', 'usage_shape_mismatch', message));
    return [];
  }
  const values = valueAt(options, 'grouping_values');
  const keys = plan.shape === 'groups' ? plan.grouping_keys : [];
  if (!isGiven(values) && keys.length === 0) return [];
  const fault = faultOfGroup(values, keys);
  if (fault === null) return values as readonly GroupValue[];
  report(options, 'grouping_values', fault);
  return [];
}

function faultOfGroup(values: unknown, keys: readonly string[]): Fault | null {
  const wanted =
    keys.length === 0 ? 'none, for this model is rated on one quantity' : `one each for ${keys.join(' and ')}`;
  // `Array.from` fills the holes of a sparse array, which `every` would pass over.
  if (!Array.isArray(values) || !Array.from(values).every(isGroupValue)) {
    return wanting(values, `the values of the group that is drawn: ${wanted}`);
  }
  if (values.length === keys.length) return null;
  return { code: 'usage_shape_mismatch', message: `has ${values.length} values; give ${wanted}` };
}

type Subject = {
  readonly prepared: PreparedPrice;
  readonly asked: Asked;
  readonly terms: ReadContext;
  readonly words: Words;
  readonly config: unknown;
};

function curveOf(subject: Subject): Curve {
  const { prepared, asked, terms, words, config } = subject;
  const { from, to, group, width } = asked;
  const rating = { fraction: terms.fraction, negative_quantity: terms.policies.negative_quantity };
  const cost = (quantity: Decimal): Exact =>
    ratePreparedPrice(prepared, usageOf(prepared, quantity, group), rating).subtotal;
  const { bounds: known, steps } = boundsOf(config, prepared, group);
  const bounds = known.filter((at, index) => isInside(at, asked) && !isRepeated(known, index));
  refuseCrowd(bounds);
  const most_steps = width / narrowestStep;
  const { pieces, is_smoothed } = traceCurve(cost, { from, to, bounds, steps, most_steps });
  const scale = terms.policies.unrounded_scale;
  const marks = bounds.map((quantity) => markOf({ quantity, subtotal: cost(quantity) }, scale));
  const spoken = [from, ...bounds.slice(0, mostSpoken), to].map((quantity) => {
    const { note } = markOf({ quantity, subtotal: cost(quantity) }, scale);
    return note;
  });
  const title = words.name ?? prepared.model_type;
  const shown = group.map(groupName).join(', ');
  const smoothed = is_smoothed ? ' Packages are too narrow to be told apart; the line goes through their ends.' : '';
  const of = shown === '' ? '' : ` of ${shown}`;
  return {
    title,
    subtitle: [prepared.model_type, ...(shown === '' ? [] : [`one group: ${shown}`])].join(' · '),
    description: `Cost of ${title} against quantity${of}: ${spoken.join('; ')}.${smoothed}`,
    width,
    from: toNumber(from),
    to: toNumber(to),
    quantity_name: `quantity${of}`,
    cost_name: words.currency === null ? 'cost' : `cost, ${words.currency}`,
    pieces: pieces.map((piece) => piece.map(placeOfPoint)),
    marks,
  };
}

function usageOf({ plan, price_type }: PreparedPrice, quantity: Decimal, group: readonly GroupValue[]): Usage {
  if (plan.shape !== 'groups' || price_type === 'fixed_price') return { shape: 'quantity', quantity };
  return { shape: 'groups', groups: [{ grouping_values: group, quantity }] };
}

/** Strictly inside: an end of the span is no bound that the picture could show. */
function isInside(at: Decimal, { from, to }: Asked): boolean {
  return compare(at, from) > 0 && compare(at, to) < 0;
}

function isRepeated(bounds: readonly Decimal[], index: number): boolean {
  const [at, before] = [bounds[index], bounds[index - 1]];
  return at !== undefined && before !== undefined && compare(at, before) === 0;
}

function refuseCrowd(bounds: readonly Decimal[]): void {
  if (bounds.length <= mostBounds) return;
  const message = `reaches over ${bounds.length} bounds, of which at most ${mostBounds} can be told apart; draw a part of them`;
  fail('options.to', 'limit_exceeded', message);
}

function placeOfPoint({ quantity, subtotal }: CurvePoint): CurvePlace {
  return { quantity: toNumber(quantity), cost: Number(formatExact(subtotal, 20)) };
}

function markOf(point: CurvePoint, scale: number): CurveMark {
  const label = inThousands(formatDecimal(point.quantity));
  return { ...placeOfPoint(point), label, note: `at ${label}: ${inThousands(formatExact(point.subtotal, scale))}` };
}
