import { compare, formatDecimal, formatExact, toNumber, type Decimal } from '../../../decimal/index.js';
import { fail, isGiven, valueAt, type Fields } from '../../../errors/index.js';
import { inThousands } from '../../../explain/index.js';
import type { Curve, CurveMark, CurvePlace } from '../../../pictures/index.js';
import { groupName, traceCurve, type CurvePoint } from '../../../prices/index.js';
import { readCurveSubject, type CurveSpan, type CurveSubject } from './curve-subject.js';
import { wholeAt } from '../../cycles/decode/cycle.js';

const usualWidth = 640;
const mostBounds = 200;
// A step has to be this many pixels wide to be told from the next.
const narrowestStep = 4;
// More points than this are not read out.
const mostSpoken = 24;

/** Reads a price and the options as the curve that is drawn; refused with every fault found. */
export function readCurve(price: unknown, options: unknown, context: unknown): Curve {
  const { subject, own: width } = readCurveSubject({ price, options, context, own_keys: ['width'] }, readWidth);
  return curveOf(subject, width);
}

function readWidth(options: Fields): number {
  const bounds = { least: 320, most: 4000, code: 'invalid_type' } as const;
  const width = isGiven(valueAt(options, 'width')) ? wholeAt(options, 'width', bounds) : null;
  return width ?? usualWidth;
}

function curveOf(subject: CurveSubject, width: number): Curve {
  const { prepared, from, to, group, terms, cost, bounds: known, steps, currency } = subject;
  const bounds = known.filter((at, index) => isInside(at, subject) && !isRepeated(known, index));
  refuseCrowd(bounds);
  const most_steps = width / narrowestStep;
  const { pieces, is_smoothed } = traceCurve(cost, { from, to, bounds, steps, most_steps });
  const scale = terms.policies.unrounded_scale;
  const marks = bounds.map((quantity) => markOf({ quantity, subtotal: cost(quantity) }, scale));
  const spoken = [from, ...bounds.slice(0, mostSpoken), to].map((quantity) => {
    const { note } = markOf({ quantity, subtotal: cost(quantity) }, scale);
    return note;
  });
  const title = subject.name ?? prepared.model_type;
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
    cost_name: currency === null ? 'cost' : `cost, ${currency}`,
    pieces: pieces.map((piece) => piece.map(placeOfPoint)),
    marks,
  };
}

/** Strictly inside: an end of the span is no bound that the picture could show. */
function isInside(at: Decimal, { from, to }: CurveSpan): boolean {
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
