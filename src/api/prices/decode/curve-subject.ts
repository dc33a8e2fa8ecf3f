import { compare, decimalAt, isNegative, zero, type Decimal, type Exact } from '../../../decimal/index.js';
import {
  invariant,
  isBillingError,
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
} from '../../../errors/index.js';
import {
  preparePriceModel,
  prepareSubtotal,
  wantedUsage,
  type GroupValue,
  type PreparedPrice,
  type Usage,
} from '../../../prices/index.js';
import { boundsOf, type CurveBounds } from './curve-bounds.js';
import { readRatingContext, type ReadContext } from './rating-context.js';
import { isGroupValue } from './usage.js';

/** The part of a price's cost that is asked about: from one quantity to another, of one group where it is rated on groups. */
export type CurveSpan = { readonly from: Decimal; readonly to: Decimal; readonly group: readonly GroupValue[] };

/** What a price curve is of, read whole: what a quantity costs, and where that may bend or jump. */
export type CurveSubject = CurveSpan &
  CurveBounds & {
    readonly prepared: PreparedPrice;
    readonly terms: ReadContext;
    readonly name: string | null;
    readonly currency: string | null;
    /** Exact and unrounded, by the function behind every amount. */
    readonly cost: (quantity: Decimal) => Exact;
  };

type Question = {
  readonly price: unknown;
  readonly options: unknown;
  readonly context: unknown;
  /** The options that only the asking function knows. */
  readonly own_keys: readonly string[];
};

/** Reads a price, the options of its curve and the context; `readOwn` reads the options that only the caller knows. */
export function readCurveSubject<T>(
  question: Question,
  readOwn: (options: Fields) => T,
): { readonly subject: CurveSubject; readonly own: T } {
  const reading = { issues: [] as Issues, watch: null };
  const price = openFields(question.price, placeOf('price'), reading);
  const around = { issues: [] as Issues, watch: null };
  const terms = readRatingContext(question.context ?? {}, around);
  const prepared = price && preparePriceModel(price, terms.custom_models);
  const words = price && { name: optionalText(price, 'name'), currency: optionalText(price, 'currency') };
  const options = openFields(question.options, placeOf('options'), around);
  const asked = options && readAsked(options, { prepared, own_keys: question.own_keys, readOwn });
  refuse([...reading.issues, ...around.issues]);
  invariant(price !== null && prepared !== null && words !== null && asked !== null, 'a curve without errors is read');
  const { group } = asked.span;
  const config = valueAt(price, `${prepared.model_type}_config`);
  const bounds = boundsOf(config, prepared, group);
  const subject = { ...asked.span, ...bounds, ...words, prepared, terms, cost: costOf({ prepared, terms, group }) };
  return { subject, own: asked.own };
}

type Asking<T> = {
  readonly prepared: PreparedPrice | null;
  readonly own_keys: readonly string[];
  readonly readOwn: (options: Fields) => T;
};

function readAsked<T>(
  options: Fields,
  { prepared, own_keys, readOwn }: Asking<T>,
): { readonly span: CurveSpan; readonly own: T } {
  refuseUnknown(options, ['from', 'to', 'grouping_values', ...own_keys]);
  const own = readOwn(options);
  const group = prepared === null ? [] : readGroup(options, prepared);
  return { span: { ...readSpan(options), group }, own };
}

function readSpan(options: Fields): Pick<CurveSpan, 'from' | 'to'> {
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

/** The one group that a price rated on groups is shown over. Which one it is changes the curve, so it has to be said. */
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

type Costing = Pick<CurveSubject, 'prepared' | 'terms' | 'group'>;

function costOf({ prepared, terms, group }: Costing): (quantity: Decimal) => Exact {
  const rating = { fraction: terms.fraction, negative_quantity: terms.policies.negative_quantity };
  const subtotalOf = prepareSubtotal(prepared, rating);
  return (quantity) => {
    try {
      return subtotalOf(usageOf(prepared, quantity, group));
    } catch (error) {
      // Of a curve nobody gave usage: what has no price lies beyond a bounded last tier, and the end of the span with it.
      if (!isBillingError(error)) throw error;
      refuse(error.issues.map((issue) => ({ ...issue, path: issue.path.replace(/^usage.*/, 'options.to') })));
      throw error;
    }
  };
}

function usageOf({ plan, price_type }: PreparedPrice, quantity: Decimal, group: readonly GroupValue[]): Usage {
  if (plan.shape !== 'groups' || price_type === 'fixed_price') return { shape: 'quantity', quantity };
  return { shape: 'groups', groups: [{ grouping_values: group, quantity }] };
}
