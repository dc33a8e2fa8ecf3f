import fc from 'fast-check';
import {
  auditInvoice,
  cancelSubscription,
  createSubscription,
  draftInvoice,
  unscheduleCancellation,
  unscheduleFixedFeeQuantityUpdates,
  updateFixedFeeQuantity,
} from '../../../src/api/index.js';
import { isBillingError } from '../../../src/errors/index.js';
import type { PlanInput } from '../../../src/wire/index.js';
import {
  difference,
  greater,
  negative,
  nothing,
  order,
  print,
  product,
  rational,
  sum,
  whole,
  type Rational,
} from '../../support/rational.js';
import { frozen } from '../../support/frozen.js';
import { store, type Step, type Stored } from '../../support/stored-books.js';
import { seats } from '../../support/subscribed.js';

/** One thing asked for: after so many days, of which price, and on which day of the two months. */
type Act = {
  readonly gap: number;
  readonly kind: 'now' | 'dated' | 'unschedule' | 'cancel' | 'uncancel';
  readonly price: number;
  readonly quantity: number;
  readonly day: number;
};

/** What is subscribed to, and how it is billed. */
type Terms = {
  readonly zone: string;
  readonly rounding: 'half_up' | 'half_even';
  readonly start: number;
  /** Of each price: a seat for a month. At 930.00 every day of March and April comes to whole cents. */
  readonly unit_amounts: readonly string[];
  readonly percentage: string;
  readonly time: string;
  readonly paid: 'paid' | 'issued';
};

/** What happens to the quantities and the end of fees in advance in March and April 2026. */
export type QuantityHistory = { readonly terms: Terms; readonly acts: readonly Act[] };

const kinds = ['now', 'now', 'dated', 'dated', 'dated', 'unschedule', 'cancel', 'uncancel'] as const;

export const histories: fc.Arbitrary<QuantityHistory> = fc.record({
  terms: fc.record({
    zone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe'),
    rounding: fc.constantFrom('half_up', 'half_even'),
    start: fc.constantFrom(1, 1, 5, 17),
    unit_amounts: fc.constantFrom(['930.00'], ['930.00'], ['12.00'], ['33.33', '930.00'], ['0.70', '7.77']),
    percentage: fc.constantFrom('0', '0', '0.1', '0.333'),
    time: fc.constantFrom('', '', 'T11:30:00Z'),
    paid: fc.constantFrom('paid', 'issued'),
  }),
  acts: fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 9 }),
      kind: fc.constantFrom(...kinds),
      price: fc.nat({ max: 1 }),
      quantity: fc.integer({ min: 0, max: 9 }),
      day: fc.integer({ min: 1, max: 61 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

/** The date of a day of the two months: the first of April is the 32nd. */
function dateOf(day: number): string {
  return day <= 31 ? `2026-03-${String(day).padStart(2, '0')}` : `2026-04-${String(day - 31).padStart(2, '0')}`;
}

function planOf({ unit_amounts, percentage }: Terms): PlanInput {
  const prices = unit_amounts.map((amount, price) => ({
    ...seats(amount, 5),
    id: `seats-${price}`,
    name: `Seats ${price}`,
  }));
  const discount = { adjustment_type: 'percentage_discount', percentage_discount: percentage, applies_to_all: true };
  const adjustments = percentage === '0' ? [] : [{ ...discount, is_invoice_level: true }];
  return { id: 'pro', name: 'Pro', currency: 'USD', prices, adjustments } as unknown as PlanInput;
}

function carryOut(
  stored: Stored,
  { kind, price, quantity, day }: Act,
  { terms, at }: { terms: Terms; at: string },
): Step {
  const given = { ...stored, plans: [planOf(terms)], at, policies: { rounding: terms.rounding } };
  const seat = { price_id: `seats-${price % terms.unit_amounts.length}` };
  const date = dateOf(day);
  if (kind === 'now') return updateFixedFeeQuantity({ ...given, request: { ...seat, quantity } });
  if (kind === 'dated')
    return updateFixedFeeQuantity({ ...given, request: { ...seat, quantity, effective_date: date } });
  if (kind === 'unschedule') return unscheduleFixedFeeQuantityUpdates({ ...given, request: seat });
  if (kind === 'uncancel') return unscheduleCancellation({ ...given, request: {} });
  const request = { cancel_option: 'requested_date', cancellation_date: date > at ? date : at } as const;
  return cancelSubscription({ ...given, request });
}

/** The invoice of April, if anything falls due then. */
function billApril(stored: Stored, { rounding, paid }: Terms): Stored {
  const { subscription, schedule, customer, invoices, credit_notes } = stored;
  const notes = credit_notes.length === 0 ? {} : { credit_notes };
  const given = { subscription, schedule, customer, earlier_invoices: invoices, ...notes, policies: { rounding } };
  try {
    const { invoice } = draftInvoice({ ...given, invoice_date: '2026-04-01', at: '2026-04-01' });
    const effects = [{ kind: 'invoice_created' as const, invoice }];
    return store(stored, { ...stored, effects }, '2026-04-01', paid);
  } catch (error) {
    // After its end nothing falls due.
    if (isBillingError(error)) return stored;
    throw error;
  }
}

/** What the months that were billed come to: Σ over days and prices of seats × price ÷ days of the month, discounted. */
function dueOf({ subscription }: Stored, { zone, unit_amounts, percentage }: Terms, days: number): Rational {
  const local = (instant: string): string => new Date(instant).toLocaleDateString('sv-SE', { timeZone: zone });
  const left = difference(whole, rational(percentage));
  const intervals = subscription.price_intervals.map(({ price, start_date, end_date, ...interval }) => ({
    start: local(start_date),
    end: end_date === null ? '9999' : local(end_date),
    amount: rational(unit_amounts[Number(price.id.at(-1))]!),
    // The last first: of several on a day it counts.
    changes: (interval.fixed_fee_quantity_transitions ?? [])
      .map(({ quantity, effective_date }) => ({ quantity, from: local(effective_date) }))
      .reverse(),
  }));
  const parts = intervals.flatMap(({ start, end, amount, changes }) => {
    const [march, april] = [0n, 0n];
    const seat_days = { march, april };
    for (let day = 1; day <= days; day += 1) {
      const date = dateOf(day);
      if (date < start || date >= end) continue;
      const quantity = changes.find(({ from }) => from <= date)?.quantity ?? 5;
      seat_days[day <= 31 ? 'march' : 'april'] += BigInt(quantity);
    }
    return [
      product(amount, { over: seat_days.march, under: 31n }),
      product(amount, { over: seat_days.april, under: 30n }),
    ];
  });
  return product(sum(parts), left);
}

/** What stands billed, and how many amounts that is: each was rounded once. */
function billedOf({ invoices, credit_notes }: Stored): { readonly total: Rational; readonly amounts: number } {
  const standing = invoices.filter(({ status }) => status !== 'void');
  const lines = standing.flatMap(({ line_items }) => line_items);
  // A note of a void invoice takes back what nobody asks for.
  const ids = new Set(standing.map(({ id }) => id));
  const notes = credit_notes.filter(({ voided_at, invoice_id }) => voided_at === null && ids.has(invoice_id));
  const credited = notes.flatMap(({ line_items }) => line_items);
  const [billed, returned] = [lines, credited].map((list) => sum(list.map(({ amount }) => rational(amount))));
  return { total: difference(billed!, returned!), amounts: lines.length + credited.length };
}

function faultOf(stored: Stored, terms: Terms, days: number): string | null {
  const { total, amounts } = billedOf(stored);
  const due = dueOf(stored, terms, days);
  const off = difference(total, due);
  const isExact = terms.unit_amounts.every((amount) => amount === '930.00') && terms.percentage !== '0.333';
  // Half a cent is what one amount may be off.
  const allowed = isExact ? nothing : { over: BigInt(amounts), under: 200n };
  if (order(greater(off, negative(off)), allowed) <= 0) return null;
  return `billed ${print(total)}, due ${Number(due.over) / Number(due.under)}, in ${amounts} amounts`;
}

/** Plays a history, after each step of which what is due stands billed; says where it does not, else null. */
export function faultIn({ terms, acts }: QuantityHistory): string | null {
  let stored = begin(terms);
  let day = terms.start;
  let billed_days = 31;
  for (const act of acts) {
    day = Math.min(day + act.gap, 61);
    if (day > 31 && billed_days === 31) {
      stored = billApril(stored, terms);
      billed_days = 61;
    }
    stored = play(stored, act, { terms, day });
    const fault = faultOf(stored, terms, billed_days);
    if (fault !== null) return `${dateOf(day)} ${JSON.stringify(act)}: ${fault}`;
  }
  // What notes took off an amount due is not stored.
  const issues = terms.paid === 'paid' ? auditInvoice({ invoices: stored.invoices }) : [];
  return issues.length === 0 ? null : JSON.stringify(issues);
}

function begin(terms: Terms): Stored {
  const { rounding, start, zone: timezone, paid } = terms;
  const at = dateOf(start);
  const customer = { id: 'acme', currency: 'USD', timezone } as const;
  const request = { customer_id: 'acme', plan_id: 'pro', start_date: at };
  const begun = createSubscription({
    customer,
    plans: [planOf(terms)],
    request,
    at,
    id: 'sub',
    policies: { rounding },
  });
  return store({ customer, invoices: [], credit_notes: [] }, begun, at, paid);
}

function play(before: Stored, act: Act, { terms, day }: { readonly terms: Terms; readonly day: number }): Stored {
  const date = dateOf(day);
  // What falls due is issued before anything is done.
  const stored = store(before, { ...before, effects: [] }, date, terms.paid);
  try {
    return store(stored, carryOut(frozen(stored), act, { terms, at: `${date}${terms.time}` }), date, terms.paid);
  } catch (error) {
    // What cannot be done, such as taking back an end that there is not, changes nothing.
    if (isBillingError(error)) return stored;
    throw error;
  }
}
