import { createMemoryRepository, type Repository } from '../../../src/repository/index.js';
import { isBillingError } from '../../../src/errors/index.js';
import { auditAccount, createBillingService } from '../../../src/service/index.js';
import { faultyRepository, isStoreFault } from '../../../src/testing/index.js';
import { everythingIn } from '../fault-history.js';
import { seenIn, type Stored } from './seen.js';
import type { LateAct, LateLife } from './life.js';

/** How runs are made: each day and before whatever is asked, or now and then, from two processes, on a store that fails. */
export type Running = 'on time' | 'late' | 'late and failing';

const hour = 3_600_000;
const first = Date.UTC(2026, 0, 20, 7);
const sold = { auto_collection: false, net_terms: 5 } as const;

type Service = ReturnType<typeof createBillingService>;

type Player = {
  readonly service: Service;
  readonly setClock: (instant: number) => void;
  readonly customer_id: string;
  readonly subscription_ids: readonly string[];
  readonly seats: string;
  readonly run: (instant: number) => Promise<void>;
};

/** Plays a life; all that is stored in the end, its messages, and what an audit finds. */
export async function play(life: LateLife, running: Running) {
  const memory = createMemoryRepository();
  const player = await open(life, memory, running);
  let now = first;
  for (const [place, act] of life.acts.entries()) {
    now = await pass(player, { from: now, hours: act.hours, running });
    player.setClock(now);
    await ask(player, act, now).catch(unlessRefused);
    const runs = running === 'on time' ? 0 : life.runs_after.filter((after) => after === place).length;
    for (let count = 0; count < runs; count += 1) await player.run(now);
  }
  now = await pass(player, { from: now, hours: 24 * 45, running });
  player.setClock(now);
  await player.run(now);
  const stored = JSON.parse(await everythingIn(memory.account('demo'))) as Stored;
  const at = new Date(now).toISOString();
  const { findings } = await auditAccount({ repository: memory, now: () => at, account: { id: 'demo' } });
  return { ...seenIn(stored), findings: findings.map((finding) => JSON.stringify(finding)) };
}

/** What is refused is refused however late runs are. */
function unlessRefused(error: unknown): void {
  if (!isBillingError(error)) throw error;
}

/** Time passes: runs on time are made on the way. */
async function pass(
  player: Player,
  { from, hours, running }: { readonly from: number; readonly hours: number; readonly running: Running },
): Promise<number> {
  const until = from + hours * hour;
  if (running !== 'on time') return until;
  for (let at = from + 24 * hour; at < until; at += 24 * hour) await runAt(player, at);
  await runAt(player, until);
  return until;
}

async function runAt({ setClock, run }: Player, at: number): Promise<void> {
  setClock(at);
  await run(at);
}

async function open(life: LateLife, memory: Repository, running: Running): Promise<Player> {
  let clock = new Date(first).toISOString();
  const counts = new Map<string, number>();
  const newId = (kind: string): string => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `${kind}_${counts.get(kind)}`;
  };
  const { small_invoices: small_invoice_threshold, net_terms, timezone, threshold } = life;
  const account = { id: 'demo', policies: { small_invoice_threshold, due_date_from: 'invoice_date' as const } };
  const serving = (repository: Repository): Service =>
    createBillingService({ repository, now: () => clock, account, newId });
  const service = serving(memory);
  const { id: item_id } = await service.createItem({ body: { name: 'Things' } });
  const sql = "SELECT SUM(v) FROM events WHERE event_name = 'call'";
  const metric = await service.createMetric({ body: { name: 'Calls', description: null, item_id, sql } });
  const priceOf = (name: string, more: object) => ({
    price: { name, item_id, cadence: 'monthly' as const, model_type: 'unit' as const, ...more } as never,
  });
  const usage = { billable_metric_id: metric.id, unit_config: { unit_amount: '0.37' } };
  const seats = priceOf('Seats', { unit_config: { unit_amount: '4.00' }, fixed_price_quantity: 2 });
  const inCredits = priceOf('Credits', { ...usage, currency: 'credits', conversion_rate: 1.5 });
  const inMoney = priceOf('Calls', usage);
  const plans = [
    await service.createPlan({ body: { name: 'A', currency: 'USD', net_terms, prices: [seats, inMoney] } }),
    await service.createPlan({ body: { name: 'B', currency: 'USD', net_terms, prices: [inCredits] } }),
  ];
  const body = { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme', timezone, currency: 'USD' };
  const { id: customer_id } = await service.createCustomer({ body });
  const subscription_ids: string[] = [];
  for (const { id: plan_id } of plans) {
    const asked = { customer_id, plan_id, invoicing_threshold: threshold };
    subscription_ids.push((await service.createSubscription({ body: asked })).id);
  }
  const until = (instant: number) => ({ until: new Date(instant).toISOString() });
  const run = runner(life, { memory, serving, running });
  return {
    service,
    setClock: (instant) => {
      clock = new Date(instant).toISOString();
    },
    customer_id,
    subscription_ids,
    seats: plans[0]!.prices.find(({ name }) => name === 'Seats')!.id,
    run: (instant) => run(until(instant)),
  };
}

type Runner = {
  readonly memory: Repository;
  readonly serving: (repository: Repository) => Service;
  readonly running: Running;
};

/** On time by one process; late by two at once, or by one whose store fails until it comes through. */
function runner({ fault_seed }: LateLife, { memory, serving, running }: Runner) {
  const faulty = faultyRepository(memory, { seed: fault_seed, rate: 0.3 });
  const [one, other, failing] = [memory, memory, faulty].map(serving) as [Service, Service, Service];
  return async (asked: { readonly until: string }): Promise<void> => {
    if (running === 'on time') await one.runBilling(asked);
    if (running === 'late') await Promise.all([one.runBilling(asked), other.runBilling(asked)]);
    if (running !== 'late and failing') return;
    for (let attempt = 0; attempt < 60; attempt += 1) {
      try {
        await failing.runBilling(asked);
        break;
      } catch (error) {
        if (!isStoreFault(error) && !(isBillingError(error) && error.code === 'resource_conflict')) throw error;
        faulty.recover();
      }
    }
    await one.runBilling(asked);
  };
}

const asking: Record<LateAct['kind'], (player: Player, act: LateAct, now: number) => Promise<unknown>> = {
  use: (player, { amount }, now) => ingest(player, amount, now),
  raise: (player, act) => moveBalance(player, 'increment', act),
  lower: (player, act) => moveBalance(player, 'decrement', act),
  grant: ({ service, customer_id }, { amount, which }, now) => {
    const expiry_date = which === 0 ? null : new Date(now + 20 * 24 * hour).toISOString();
    return service.createLedgerEntry({
      customer_id,
      body: { entry_type: 'increment', amount, currency: 'credits', expiry_date },
    });
  },
  buy: ({ service, customer_id }, { amount }) =>
    service.createLedgerEntry({
      customer_id,
      body: {
        entry_type: 'increment',
        amount,
        currency: 'credits',
        per_unit_cost_basis: '0.90',
        invoice_settings: sold,
      },
    }),
  'top up': ({ service, customer_id }, { amount }) =>
    service.createTopUp({
      customer_id,
      body: {
        currency: 'credits', threshold: '2', amount: String(amount + 5), per_unit_cost_basis: '1.10', invoice_settings: sold,
      },
    }), // prettier-ignore
  alert: ({ service, customer_id, subscription_ids }, { amount, which }) =>
    which === 0
      ? service.createCustomerAlert({
          customer_id,
          body: { type: 'credit_balance_dropped', currency: 'credits', thresholds: [{ value: amount }] },
        })
      : service.createSubscriptionAlert({
          subscription_id: subscription_ids[0]!,
          body: { type: 'cost_exceeded', thresholds: [{ value: amount }] },
        }),
  seats: ({ service, subscription_ids, seats }, { amount }) =>
    service.updateFixedFeeQuantity({
      subscription_id: subscription_ids[0]!,
      body: { price_id: seats, quantity: amount % 5 },
    }),
};

function ask(player: Player, act: LateAct, now: number): Promise<unknown> {
  return asking[act.kind](player, act, now);
}

function moveBalance(
  { service, customer_id }: Player,
  type: 'increment' | 'decrement',
  { amount }: LateAct,
): Promise<unknown> {
  return service.createBalanceTransaction({ customer_id, body: { type, amount: `${amount}.00` } });
}

function ingest({ service }: Player, v: number, at: number): Promise<unknown> {
  const timestamp = new Date(at).toISOString();
  const event = { event_name: 'call', timestamp, properties: { v }, idempotency_key: `call ${at}` };
  return service.ingestEvents({ body: { events: [{ ...event, external_customer_id: 'acme' }] } });
}
