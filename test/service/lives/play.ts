import type { CreditNote, Invoice, Subscription } from '../../../src/wire/index.js';
import { auditAccount } from '../../../src/service/index.js';
import { isBillingError } from '../../../src/errors/index.js';
import { startBackend, type Backend } from '../backend.js';
import type { Life, LifeAct, LifePrice, LifeTerms } from './life.js';

const millisPerDay = 86_400_000;

/** What a life has left behind. */
export type LifeEnd = {
  readonly subscription: Subscription;
  readonly invoices: readonly Invoice[];
  readonly credit_notes: readonly CreditNote[];
  /** When calls were made. */
  readonly calls: readonly number[];
  /** What an audit of the account says. */
  readonly findings: readonly string[];
};

type Player = {
  readonly backend: Backend;
  readonly terms: LifeTerms;
  readonly customer_id: string;
  readonly subscription_id: string;
  readonly plan_ids: readonly string[];
  readonly calls: number[];
  now: number;
};

/** Plays a life to its end, a year after which all is billed. */
export async function play({ terms, acts }: Life): Promise<LifeEnd> {
  const player = await begin(terms);
  for (const act of acts) {
    await live(player, act);
    await unlessRefused(() => carryOut(player, act));
  }
  const { service } = player.backend;
  const { subscription_id } = player;
  const { end_date } = await service.fetchSubscription({ subscription_id });
  if (end_date === null || Date.parse(end_date) > player.now) {
    await unlessRefused(() => service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } }));
  }
  await setClock(player, player.now + 400 * millisPerDay);
  return endOf(player);
}

async function begin(terms: LifeTerms): Promise<Player> {
  const backend = startBackend(terms.start);
  const { service } = backend;
  const plan_ids = [await planOf(backend, terms, 'A'), await planOf(backend, terms, 'B')];
  const customer = await service.createCustomer({
    body: { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme', timezone: terms.timezone },
  });
  const months = terms.coupon_months ?? 0;
  const discount = { discount_type: 'percentage', percentage_discount: 0.2 } as const;
  await service.createCoupon({ body: { redemption_code: 'K', discount, duration_in_months: months || null } });
  const { id: subscription_id } = await service.createSubscription({
    body: {
      customer_id: customer.id,
      plan_id: plan_ids[0]!,
      ...(terms.aligned === true && { align_billing_with_subscription_start_date: true }),
      ...(terms.trial_days ? { trial_duration_days: terms.trial_days } : {}),
      ...(months > 0 && { coupon_redemption_code: 'K' }),
    },
  });
  const now = Date.parse(terms.start);
  return { backend, terms, customer_id: customer.id, subscription_id, plan_ids, calls: [], now };
}

async function planOf({ service }: Backend, terms: LifeTerms, name: string): Promise<string> {
  const item = await service.createItem({ body: { name } });
  const sql = "SELECT COUNT(*) FROM events WHERE event_name = 'call'";
  const metric = await service.createMetric({ body: { name, description: null, item_id: item.id, sql } });
  const { first_phase, percentage_discount = 0 } = terms;
  const phases = first_phase && [
    { order: 1, ...first_phase },
    { order: 2, duration: null, duration_unit: null },
  ];
  const discount = { adjustment_type: 'percentage_discount', percentage_discount, applies_to_all: true } as const;
  const plan = await service.createPlan({
    body: {
      name,
      currency: 'USD',
      prices: terms.prices.map((price) => ({
        price: priceOf(namedIn(name, price), { item_id: item.id, metric_id: metric.id }),
        ...(price.phase !== undefined && { plan_phase_order: price.phase }),
      })),
      adjustments: percentage_discount === 0 ? [] : [{ adjustment: discount }],
      ...(phases && { plan_phases: phases }),
    },
  });
  return plan.id;
}

/** Notes tell their lines by name, so that prices of another plan have others. */
function namedIn(plan: string, price: LifePrice): LifePrice {
  return plan === 'A' ? price : { ...price, name: `${price.name} of ${plan}` };
}

function priceOf(price: LifePrice, { item_id, metric_id }: { item_id: string; metric_id: string }) {
  const { name, unit_amount, cadence, quantity, billing_mode } = price;
  const fixed = { fixed_price_quantity: quantity, billed_in_advance: billing_mode !== 'in_arrear' };
  return {
    name,
    item_id,
    cadence,
    model_type: 'unit',
    unit_config: { unit_amount },
    ...(quantity === undefined ? { billable_metric_id: metric_id } : fixed),
  };
}

async function setClock(player: Player, now: number): Promise<void> {
  player.now = now;
  const until = new Date(now).toISOString();
  player.backend.setClock(until);
  await player.backend.service.runBilling({ until });
}

/** Lets days pass on which calls are made; then what is due is billed, and paid. */
async function live(player: Player, { days, hours, calls }: LifeAct): Promise<void> {
  const { service } = player.backend;
  for (let day = 0; day < days; day += 1) {
    player.now += millisPerDay;
    const timestamp = new Date(player.now).toISOString();
    player.backend.setClock(timestamp);
    const count = calls[day % calls.length] ?? 0;
    if (count === 0) continue;
    const events = Array.from({ length: count }, (_, position) => ({
      event_name: 'call',
      timestamp,
      properties: {},
      idempotency_key: `${timestamp} ${position}`,
      external_customer_id: 'acme',
    }));
    await service.ingestEvents({ body: { events } });
    player.calls.push(...events.map(() => player.now));
  }
  await setClock(player, player.now + hours * 3_600_000);
  if (player.terms.pays === 'never') return;
  const { data } = await service.listInvoices({ customer_id: player.customer_id, status: ['issued'], limit: 100 });
  const paid = player.terms.pays === 'always' ? data : data.filter((_, position) => (position + days) % 3 > 0);
  for (const { id } of paid) {
    await service.markInvoicePaid({ invoice_id: id, body: { payment_received_date: dateAfter(player, 0) } });
  }
}

function dateAfter({ now }: Player, days: number): string {
  return new Date(now + days * millisPerDay).toISOString().slice(0, 10);
}

async function carryOut(player: Player, act: LifeAct): Promise<unknown> {
  const { kind, day, quantity } = act;
  const { subscription_id, backend, plan_ids } = player;
  const { service } = backend;
  const date = dateAfter(player, day);
  const asked = { subscription_id };
  if (kind === 'trial now') return service.updateTrial({ ...asked, body: { trial_end_date: 'immediate' } });
  if (kind === 'trial' || kind === 'shift') {
    return service.updateTrial({ ...asked, body: { trial_end_date: date, shift: kind === 'shift' } });
  }
  if (kind === 'uncancel') return service.unscheduleCancellation(asked);
  if (kind === 'cancel') {
    const body = { cancel_option: 'requested_date', cancellation_date: dateAfter(player, Math.abs(day)) } as const;
    return service.cancelSubscription({ ...asked, body });
  }
  if (kind === 'plan') {
    const body = { plan_id: plan_ids[quantity % 2]!, change_option: 'immediate' } as const;
    return service.schedulePlanChange({ ...asked, body });
  }
  const { price_intervals } = await service.fetchSubscription(asked);
  if (kind === 'quantity') {
    const price_id = price_intervals.find(({ price }) => price.price_type === 'fixed_price')?.price.id ?? '';
    return service.updateFixedFeeQuantity({ ...asked, body: { price_id, quantity } });
  }
  return service.editPriceIntervals({ ...asked, body: await editOf(player, act, date) });
}

/** The body that moves a bound of an interval, or adds a discount. */
async function editOf({ backend, subscription_id }: Player, { kind, which = 0 }: LifeAct, date: string) {
  const { price_intervals, adjustment_intervals } = await backend.service.fetchSubscription({ subscription_id });
  if (kind === 'discount') {
    const discount = { adjustment_type: 'percentage_discount', percentage_discount: 0.25 } as const;
    return { add_adjustments: [{ adjustment: { ...discount, applies_to_all: true } as const, start_date: date }] };
  }
  if (kind === 'end discount') {
    const given = adjustment_intervals.filter(({ adjustment }) => adjustment.reason !== 'Trial');
    const adjustment_interval_id = given[which % given.length]?.id ?? '';
    return { edit_adjustments: [{ adjustment_interval_id, end_date: date }] };
  }
  const price_interval_id = price_intervals[which % price_intervals.length]?.id ?? '';
  const bound = kind === 'begin' ? { start_date: date } : { end_date: date };
  return { edit: [{ price_interval_id, ...bound }] };
}

async function unlessRefused(ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (!isBillingError(error)) throw error;
  }
}

async function endOf({ backend, customer_id, subscription_id, calls }: Player): Promise<LifeEnd> {
  const { service, repository } = backend;
  const subscription = await service.fetchSubscription({ subscription_id });
  const invoices = await all((cursor) => service.listInvoices({ customer_id, limit: 100, ...cursor }));
  const credit_notes = await all((cursor) => service.listCreditNotes({ limit: 100, ...cursor }));
  const now = (): string => '2030-01-01T00:00:00Z';
  const { findings } = await auditAccount({ repository, now, account: { id: 'demo' } });
  return { subscription, invoices, credit_notes, calls, findings: findings.map(({ message }) => message) };
}

type Page<T> = {
  readonly data: readonly T[];
  readonly pagination_metadata: { readonly next_cursor: string | null };
};

async function all<T>(list: (at: { readonly cursor?: string }) => Promise<Page<T>>): Promise<readonly T[]> {
  const found: T[] = [];
  for (let page = await list({}); ;) {
    found.push(...page.data);
    const { next_cursor } = page.pagination_metadata;
    if (next_cursor === null) return found;
    page = await list({ cursor: next_cursor });
  }
}
