import { print, rational } from '../../support/rational.js';
import { startBackend, type Backend } from '../backend.js';
import { calendarOf } from './calendar.js';
import { timeText, type Grant, type History, type Outcome, type Use } from './history.js';
import type { CreditLife, LifeAct, LifePlan } from './life.js';

const minute = 60_000;

/** Plays a life through the service, with runs of billing on the way; answers what happened and what can be seen of it. */
export async function play(life: CreditLife): Promise<{ readonly history: History; readonly seen: Outcome }> {
  const { dayAt } = calendarOf(life.timezone);
  const began = dayAt(Date.parse(`${life.start}T12:00:00Z`));
  const backend = startBackend(new Date(began).toISOString());
  const opened = await openLife(backend, life, began);
  const uses: Use[] = [];
  const grants: Grant[] = [];
  const runAt = async (instant: number): Promise<void> => {
    const until = new Date(instant).toISOString();
    backend.setClock(until);
    await backend.service.runBilling({ until });
  };
  // At odd minutes, so that no act falls on a midnight or on the end of a grace.
  let now = began + 17 * minute;
  for (const act of life.acts) {
    const gap = act.hours * 60 * minute;
    for (const share of [...act.runs].sort((a, b) => a - b)) await runAt(now + Math.floor(share * gap));
    now += gap;
    await runAt(now - minute);
    backend.setClock(new Date(now).toISOString());
    if (act.kind === 'use') uses.push(...(await use(backend, act, now)));
    else grants.push(await grant(backend, { act, now, opened, dayAt }));
  }
  await runAt(now + minute);
  const history = { ...opened, timezone: life.timezone, began, ended: now + minute, uses, grants };
  return { history, seen: await outcomeOf(backend, opened.customer_id) };
}

/** Two items with a metric each, two plans, a customer with their subscriptions and an alert on their balance. */
async function openLife(
  { service }: Backend,
  { timezone, plans, subscriptions, thresholds }: CreditLife,
  began: number,
) {
  const item_ids: string[] = [];
  const metric_ids: string[] = [];
  for (const place of [0, 1]) {
    const { id: item_id } = await service.createItem({ body: { name: `Item ${place}` } });
    const sql = `SELECT SUM(n) FROM events WHERE event_name = 'use ${place}'`;
    item_ids.push(item_id);
    metric_ids.push(
      (await service.createMetric({ body: { name: `Use ${place}`, description: null, item_id, sql } })).id,
    );
  }
  const { id: customer_id } = await service.createCustomer({
    body: { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme', currency: 'USD', timezone },
  });
  const plan_ids: string[] = [];
  for (const [place, plan] of plans.entries()) {
    const [item_id, billable_metric_id] = [item_ids[plan.item]!, metric_ids[plan.item]!];
    const price = { ...priceOf(plan), name: `Price ${place}`, item_id, billable_metric_id } as const;
    plan_ids.push(
      (await service.createPlan({ body: { name: `Plan ${place}`, currency: 'USD', prices: [{ price }] } })).id,
    );
  }
  const made: History['subscriptions'][number][] = [];
  for (const { plan, threshold } of subscriptions) {
    const { id } = await service.createSubscription({
      body: {
        customer_id,
        plan_id: plan_ids[plan]!,
        start_date: new Date(began).toISOString(),
        invoicing_threshold: threshold,
      },
    });
    made.push({ id, plan: plans[plan]!, threshold: threshold === null ? null : rational(threshold) });
  }
  const body = { type: 'credit_balance_dropped', currency: 'credits', thresholds: thresholds.map((value) => ({ value })) } as const; // prettier-ignore
  await service.createCustomerAlert({ customer_id, body });
  return { customer_id, item_ids, subscriptions: made, thresholds: thresholds.map((value) => rational(String(value))) };
}

function priceOf({ unit_amount, conversion }: LifePlan) {
  const own = { cadence: 'monthly', currency: 'credits', model_type: 'unit', unit_config: { unit_amount } } as const;
  if (conversion === null) return own;
  if (conversion !== 'tiered') return { ...own, conversion_rate: Number(conversion) };
  const tiers = [
    { first_unit: 0, last_unit: 20, unit_amount: '0.30' },
    { first_unit: 20, last_unit: null, unit_amount: '0.20' },
  ];
  return { ...own, conversion_rate_config: { conversion_rate_type: 'tiered', tiered_config: { tiers } } } as const;
}

async function use({ service }: Backend, { amount, other }: LifeAct, now: number): Promise<readonly Use[]> {
  const at = now - 2 * minute;
  const uses = [amount, other].map((n, item) => ({ at, item, quantity: rational(String(n)) }));
  const events = [amount, other].map((n, item) => ({
    event_name: `use ${item}`,
    timestamp: new Date(at).toISOString(),
    properties: { n },
    idempotency_key: `${at} ${item}`,
    external_customer_id: 'acme',
  }));
  await service.ingestEvents({ body: { events } });
  return uses;
}

type Granting = {
  readonly act: LifeAct;
  readonly now: number;
  readonly opened: { readonly customer_id: string; readonly item_ids: readonly string[] };
  readonly dayAt: (instant: number, days?: number) => number;
};

async function grant({ service }: Backend, { act, now, opened, dayAt }: Granting): Promise<Grant> {
  const { amount, filter, days } = act;
  const from = dayAt(now, act.from);
  const until = days === null ? null : dayAt(from, days);
  const filters = filter === null ? [] : [{ field: 'item_id', operator: 'includes', values: [opened.item_ids[filter]!] } as const]; // prettier-ignore
  const { credit_block } = await service.createLedgerEntry({
    customer_id: opened.customer_id,
    body: {
      entry_type: 'increment',
      amount,
      effective_date: new Date(from).toISOString(),
      expiry_date: until === null ? null : new Date(until).toISOString(),
      filters,
    },
  });
  return { id: credit_block.id, amount: rational(String(amount)), from, until, filter, created: now };
}

async function outcomeOf({ service, repository }: Backend, customer_id: string): Promise<Outcome> {
  const { data: invoices } = await service.listInvoices({ customer_id, limit: 100 });
  const { data: entries } = await service.listCreditLedger({ customer_id, limit: 1000 });
  const messages = await repository.account('demo').readOutbox(10_000);
  const withoutOrdinal = (id: string): string => id.replace(/:\d+$/, '');
  return {
    invoices: invoices.flatMap(({ id, line_items }) =>
      line_items.map((line) => `${withoutOrdinal(id)} ${line.credits_applied} ${line.amount}`),
    ),
    entries: entries.map(({ entry_type, created_at, credit_block, amount, ...entry }) => {
      const of = 'invoice_id' in entry && entry.invoice_id ? ` ${withoutOrdinal(entry.invoice_id)}` : '';
      return `${entry_type} ${timeText(Date.parse(created_at))} ${credit_block.id} ${print(rational(String(amount)))}${of}`;
    }),
    alerts: messages.flatMap(({ message }) => {
      const { kind, at, notification } = message as { kind: string; at: string; notification?: { threshold: string; value: string } }; // prettier-ignore
      return kind === 'alert_fired' && notification
        ? [`${timeText(Date.parse(at))} ${notification.threshold} ${notification.value}`]
        : [];
    }),
  };
}
