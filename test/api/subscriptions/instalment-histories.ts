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
import { frozen } from '../../support/frozen.js';
import { print, rational, sum } from '../../support/rational.js';
import { store, type Step, type Stored } from '../../support/stored-books.js';
import { seats } from '../../support/subscribed.js';

/** One thing asked for on a day of the half-year: another quantity so many days from then, or another end. */
type Act = {
  readonly day: number;
  readonly kind: 'quantity' | 'unschedule' | 'cancel' | 'uncancel';
  readonly quantity: number;
  readonly later: number;
};

/** What happens to the quantity and the end of a fee that is billed by the half-year and invoiced by the month. */
export type InstalmentHistory = { readonly acts: readonly Act[]; readonly paid: 'paid' | 'issued' };

const kinds = ['quantity', 'quantity', 'quantity', 'unschedule', 'cancel', 'uncancel'] as const;

export const instalmentHistories: fc.Arbitrary<InstalmentHistory> = fc.record({
  acts: fc
    .array(
      fc.record({
        day: fc.integer({ min: 2, max: 180 }),
        kind: fc.constantFrom(...kinds),
        quantity: fc.integer({ min: 3, max: 9 }),
        later: fc.integer({ min: 0, max: 60 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    // The first is another quantity at once: the end of a fee that never changed gives back by its lines alone (D27).
    .map(([first, ...acts]) => [{ ...first!, day: 2, kind: 'quantity' as const, quantity: 7, later: 0 }, ...acts])
    // An end inside the first instalment leaves it the only one: named cases say what it gives back.
    .map((acts) => acts.map((act) => (act.kind === 'cancel' ? { ...act, day: Math.max(act.day, 32) } : act)))
    .map((acts) => [...acts].sort((a, b) => a.day - b.day)),
  paid: fc.constantFrom('paid', 'issued'),
});

// 181 days of 10.00 a seat, so that every day comes to whole cents.
const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;
const invoicing_cycle_configuration = { duration: 1, duration_unit: 'month' };
const prices = [seats('1810.00', 5, { cadence: 'semi_annual', invoicing_cycle_configuration })];
const plans = [{ id: 'pro', name: 'Pro', currency: 'USD', prices }];

const first = Date.UTC(2026, 0, 1);
const dateOf = (day: number): string => new Date(first + (day - 1) * 864e5).toISOString().slice(0, 10);
const dayOf = (date: string): number => Math.floor((Date.parse(date) - first) / 864e5) + 1;
const months = ['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'];

function carryOut(stored: Stored, { kind, quantity, day, later }: Act): Step {
  const given = { ...frozen(stored), plans, at: dateOf(day) };
  const date = dateOf(Math.min(day + later, 181));
  const seat = { price_id: 'seats' };
  if (kind === 'quantity')
    return updateFixedFeeQuantity({ ...given, request: { ...seat, quantity, effective_date: date } });
  if (kind === 'unschedule') return unscheduleFixedFeeQuantityUpdates({ ...given, request: seat });
  if (kind === 'uncancel') return unscheduleCancellation({ ...given, request: {} });
  return cancelSubscription({ ...given, request: { cancel_option: 'requested_date', cancellation_date: date } });
}

/** The instalments that fall due up to a day, each invoiced on its own. */
function billUntil(before: Stored, day: number, paid: 'paid' | 'issued'): Stored {
  let stored = before;
  for (const date of months) {
    const { subscription, schedule, invoices, credit_notes } = stored;
    const isBilled = invoices.some(({ invoice_date }) => invoice_date.startsWith(date));
    const end = subscription.end_date;
    if (dayOf(date) > day || isBilled || (end !== null && end.slice(0, 10) <= date)) continue;
    const notes = credit_notes.length === 0 ? {} : { credit_notes };
    const given = { subscription, schedule, customer, earlier_invoices: invoices, ...notes };
    const { invoice } = draftInvoice({ ...given, invoice_date: date, at: date });
    stored = store(stored, { subscription, schedule, effects: [{ kind: 'invoice_created', invoice }] }, date, paid);
  }
  return stored;
}

/** Σ seats over the days on which there was a subscription, at 10.00. */
function dueOf({ subscription }: Stored): bigint {
  const [interval] = subscription.price_intervals;
  const end = interval!.end_date === null ? 182 : Math.min(182, dayOf(interval!.end_date));
  const changes = [...(interval!.fixed_fee_quantity_transitions ?? [])].reverse();
  let days = 0;
  for (let day = 1; day < end; day += 1)
    days += changes.find(({ effective_date }) => dayOf(effective_date) <= day)?.quantity ?? 5;
  return BigInt(days) * 10n;
}

/** Whether a line's own share of days says what an end gave back (D27), and months stand for as many days as the others. */
function isByLines({ subscription }: Stored): boolean {
  const { end_date, price_intervals } = subscription;
  if (end_date === null || dayOf(end_date) >= 182) return false;
  const changes = price_intervals[0]!.fixed_fee_quantity_transitions ?? [];
  return end_date.slice(8, 10) === '01' || changes.length === 0;
}

/** Plays a history to the end of the half-year, where its days are what was paid for; says what was billed otherwise. */
export function instalmentFaultIn({ acts, paid }: InstalmentHistory): string | null {
  const request = { customer_id: 'acme', plan_id: 'pro', start_date: dateOf(1) };
  const begun = createSubscription({ customer, plans, request, at: dateOf(1), id: 'sub' });
  let stored = store({ customer, invoices: [], credit_notes: [] }, begun, dateOf(1), paid);
  for (const act of acts) {
    stored = billUntil(stored, act.day, paid);
    try {
      stored = store(stored, carryOut(stored, act), dateOf(act.day), paid);
    } catch (error) {
      // What cannot be done changes nothing.
      if (!isBillingError(error)) throw error;
    }
  }
  stored = billUntil(stored, 181, paid);
  const billed = stored.invoices.filter(({ status }) => status !== 'void').map(({ total }) => total);
  const notes = stored.credit_notes.filter(({ voided_at }) => voided_at === null).map(({ total }) => `-${total}`);
  const net = print(sum([...billed, ...notes].map(rational)));
  if (isByLines(stored)) return null;
  const due = dueOf(stored);
  if (net !== String(due)) return `billed ${net}, due ${due}`;
  const issues = paid === 'paid' ? auditInvoice({ invoices: stored.invoices }) : [];
  return issues.length === 0 ? null : JSON.stringify(issues);
}
