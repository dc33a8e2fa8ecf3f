import type { CreditNote, Invoice, Subscription } from '../../../src/wire/index.js';
import { auditAccount } from '../../../src/service/index.js';
import { isBillingError } from '../../../src/errors/index.js';
import { startBackend } from '../backend.js';
import { addedPrice, ask, dateAfter, type Player } from './asking.js';
import type { Life, LifeAct, LifeTerms } from './life.js';
import { measuredIn, planOf } from './plan.js';

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

/** Plays a life to its end, a year after which all is billed. */
export async function play({ terms, acts }: Life): Promise<LifeEnd> {
  const player = await begin(terms);
  for (const act of acts) {
    await live(player, act);
    await unlessRefused(() => ask(player, act));
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
  const backend = startBackend(terms.start, { account: accountOf(terms) });
  const { service } = backend;
  const measured = await measuredIn(backend);
  const plan_ids = [
    await planOf(backend, { terms, measured, name: 'A' }),
    await planOf(backend, { terms, measured, name: 'B' }),
  ];
  const customer = await service.createCustomer({
    body: { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme', timezone: terms.timezone },
  });
  const months = terms.coupon_months ?? 0;
  const discount = { discount_type: 'percentage', percentage_discount: 0.2 } as const;
  await service.createCoupon({ body: { redemption_code: 'K', discount, duration_in_months: months || null } });
  const now = Date.parse(terms.start);
  const price = addedPrice({ now, measured, terms }, { quantity: 1, which: 1 });
  const { id: subscription_id } = await service.createSubscription({
    body: {
      customer_id: customer.id,
      plan_id: plan_ids[0]!,
      ...(terms.aligned === true && { align_billing_with_subscription_start_date: true }),
      ...(terms.trial_days ? { trial_duration_days: terms.trial_days } : {}),
      ...(terms.added === true && { add_prices: [{ price, start_date: terms.start }] }),
      ...(months > 0 && { coupon_redemption_code: 'K' }),
    },
  });
  return { backend, terms, customer_id: customer.id, subscription_id, plan_ids, measured, calls: [], now };
}

function accountOf({ rounding = 'half_up' }: LifeTerms) {
  return { id: 'demo', policies: { rounding } };
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

async function unlessRefused(request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (error) {
    if (!isBillingError(error)) throw error;
  }
}

async function endOf({ backend, terms, customer_id, subscription_id, calls }: Player): Promise<LifeEnd> {
  const { service, repository } = backend;
  const subscription = await service.fetchSubscription({ subscription_id });
  const invoices = await all((cursor) => service.listInvoices({ customer_id, limit: 100, ...cursor }));
  const credit_notes = await all((cursor) => service.listCreditNotes({ limit: 100, ...cursor }));
  const now = (): string => '2030-01-01T00:00:00Z';
  const { findings } = await auditAccount({ repository, now, account: accountOf(terms) });
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
