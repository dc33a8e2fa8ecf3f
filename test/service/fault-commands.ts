import fc from 'fast-check';
import { isBillingError } from '../../src/errors/index.js';
import type { BillingService, CallContext } from '../../src/service/index.js';
import { simply } from './fault-requests.js';

/** What a backend is asked for, one after the other; days pass in between. */
export type Command =
  | { readonly kind: 'subscribe'; readonly name: string; readonly plan: string }
  | { readonly kind: 'ingest'; readonly name: string; readonly count: number }
  | { readonly kind: 'change' | 'stage'; readonly name: string; readonly plan: string; readonly option: ChangeOption }
  | { readonly kind: 'cancel'; readonly name: string; readonly option: ChangeOption }
  | { readonly kind: 'quantity'; readonly name: string; readonly quantity: number }
  | { readonly kind: SimpleKind; readonly name: string }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'bill' };

type ChangeOption = 'immediate' | 'end_of_subscription_term';

/** What is asked for a customer without saying more. */
const simpleKinds = [
  'customer', 'read', 'apply', 'redeem', 'threshold', 'watch', 'buy', 'top_up', 'move_balance', 'bill_once', 'void', 'pay',
  'mark_paid', 'credit', 'deprecate', 'label',
] as const; // prettier-ignore
export type SimpleKind = (typeof simpleKinds)[number];

/** The customer that every history begins with, and now and then another. */
const names = fc.constantFrom('acme', 'acme', 'acme', 'globex');
const plans = fc.constantFrom('team', 'business');
const options = fc.constantFrom<ChangeOption>('immediate', 'end_of_subscription_term');
const counts = fc.integer({ min: 1, max: 3 });

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('subscribe' as const), name: names, plan: plans }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ingest' as const), name: names, count: counts }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('change' as const, 'stage' as const), name: names, plan: plans, option: options }) }, // prettier-ignore
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), name: names, option: options }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('quantity' as const), name: names, quantity: counts }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom(...simpleKinds), name: names }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('bill' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
);

/** A change that is prepared and, after something else, made. */
const stagedChange = fc
  .tuple(names, plans, options, anyCommand)
  .map(([name, plan, option, between]): readonly Command[] => [
    { kind: 'stage', name, plan, option },
    between,
    { kind: 'apply', name },
  ]);

/** Commands as they come, some of which will be refused, after a customer who subscribes. */
export const commands: fc.Arbitrary<readonly Command[]> = fc
  .array(fc.oneof({ weight: 8, arbitrary: anyCommand.map((one) => [one]) }, { weight: 1, arbitrary: stagedChange }), {
    minLength: 2,
    maxLength: 8,
  })
  .map((more) => [
    { kind: 'customer', name: 'acme' },
    { kind: 'subscribe', name: 'acme', plan: 'team' },
    ...more.flat(),
  ]);

export type Asking = { readonly service: BillingService; readonly context: CallContext; readonly now: string };

/** What a command is about, by what was asked before: a request that is sent again is the same request. */
export type Subject = {
  readonly subscription_id: string;
  readonly subscription_change_id: string;
  readonly event_id: string;
};

export type Send = <T>(request: string, work: (asking: Asking) => Promise<T>) => Promise<T>;

/** Two plans: seats in advance and calls in arrears, or dearer seats with credits; and a coupon. */
export async function openCatalog(send: Send): Promise<void> {
  const item = await send('item', ({ service, context }) => service.createItem({ body: { name: 'Seat' } }, context));
  const sql = "SELECT COUNT(*) FROM events WHERE event_name = 'call'";
  const metric = await send('metric', ({ service, context }) =>
    service.createMetric({ body: { name: 'Calls', description: null, item_id: item.id, sql } }, context),
  );
  const unit = (name: string, unit_amount: string, more: object) => ({
    price: {
      name,
      item_id: item.id,
      cadence: 'monthly' as const,
      model_type: 'unit' as const,
      unit_config: { unit_amount },
      ...more,
    },
  });
  const used = unit('Calls', '0.50', { billable_metric_id: metric.id });
  const granted = { amount: '2', currency: 'credits', cadence: 'monthly' as const, expires_at_end_of_cadence: true };
  const prices = {
    team: [unit('Seats', '12.00', { fixed_price_quantity: 5 }), used],
    business: [unit('Seats', '20.00', { fixed_price_quantity: 5 }), { allocation_price: granted }],
  };
  for (const name of ['team', 'business'] as const) {
    const body = { name, external_plan_id: name, currency: 'USD', prices: prices[name] };
    await send(`plan-${name}`, ({ service, context }) => service.createPlan({ body }, context));
  }
  const discount = { discount_type: 'percentage', percentage_discount: 0.1 } as const;
  await send('coupon', ({ service, context }) =>
    service.createCoupon({ body: { redemption_code: 'TENTH', discount, duration_in_months: 2 } }, context),
  );
}

/** What the last subscription, change and event of the same customer before a command were called, if not refused. */
export function subjectOf(given: readonly Command[], index: number): Subject {
  const command = given[index];
  const name = command && 'name' in command ? command.name : null;
  const lastOf = (kind: Command['kind']): number =>
    given.slice(0, index).map((before) => before.kind === kind && 'name' in before && before.name === name).lastIndexOf(true); // prettier-ignore
  const ingested = lastOf('ingest');
  const days = given.slice(0, ingested + 1).map((before) => (before.kind === 'wait' ? before.days : 0));
  return {
    subscription_id: `subscription_k${lastOf('subscribe')}_1`,
    subscription_change_id: `subscription_change_k${lastOf('stage')}_1`,
    event_id: `${name} ${nowAfter(days.reduce((a, b) => a + b, 0))} 0`,
  };
}

/** The instant at which a history is after so many days. */
export function nowAfter(days: number): string {
  return new Date(Date.UTC(2026, 0, 1 + days)).toISOString();
}

/** What the service answers, or how it refuses. */
export async function answerOf(asking: Asking & Subject, command: Command): Promise<unknown> {
  try {
    return await ask(asking, command);
  } catch (error) {
    // A conflict is sent again, like a fault of the store; every other refusal is an answer.
    if (!isBillingError(error) || error.code === 'resource_conflict') throw error;
    return { refused: error.code };
  }
}

async function ask(asking: Asking & Subject, command: Command): Promise<unknown> {
  const { service, context, now, subscription_id } = asking;
  if (command.kind === 'wait') return null;
  if (command.kind === 'bill') {
    // How much was left to a run that is started again depends on where the one before was stopped.
    await service.runBilling({ until: now });
    return null;
  }
  const { name } = command;
  if (command.kind === 'subscribe') {
    const body = { external_customer_id: name, external_plan_id: command.plan };
    return service.createSubscription({ body }, context);
  }
  if (command.kind === 'ingest') {
    return service.ingestEvents({ body: { events: callsAt(now, name, command.count) } }, context);
  }
  if (command.kind === 'cancel') {
    return service.cancelSubscription({ subscription_id, body: { cancel_option: command.option } }, context);
  }
  if (command.kind === 'quantity') {
    const price_id = await firstPrice(asking);
    const body = { price_id, quantity: command.quantity };
    return service.updateFixedFeeQuantity({ subscription_id, body }, context);
  }
  if (command.kind === 'change' || command.kind === 'stage') {
    const body = { external_plan_id: command.plan, change_option: command.option };
    const creates_pending_change = command.kind === 'stage';
    return service.schedulePlanChange({ subscription_id, body }, { ...context, creates_pending_change });
  }
  return simply[command.kind](asking, name);
}

function callsAt(timestamp: string, external_customer_id: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    event_name: 'call',
    timestamp,
    properties: {},
    idempotency_key: `${external_customer_id} ${timestamp} ${index}`,
    external_customer_id,
  }));
}

async function firstPrice({ service, subscription_id }: Asking & Subject): Promise<string> {
  const { price_intervals } = await service.fetchSubscription({ subscription_id });
  return price_intervals[0]?.price.id ?? '';
}
