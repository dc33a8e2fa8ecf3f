import fc from 'fast-check';
import { isBillingError } from '../../src/errors/index.js';
import { auditInvoice } from '../../src/index.js';
import {
  createMemoryRepository,
  documentKinds,
  type AccountStore,
  type Repository,
} from '../../src/repository/index.js';
import { createBillingService, type BillingService, type CallContext } from '../../src/service/index.js';
import { faultyRepository, isStoreFault } from '../../src/testing/index.js';

/** What a backend is asked for, one after the other; days pass in between. */
export type Command =
  | { readonly kind: 'customer'; readonly name: string }
  | { readonly kind: 'subscribe'; readonly name: string; readonly plan: string }
  | { readonly kind: 'ingest'; readonly name: string; readonly count: number }
  | {
      readonly kind: 'change';
      readonly name: string;
      readonly plan: string;
      readonly option: 'immediate' | 'end_of_subscription_term';
    }
  | { readonly kind: 'cancel'; readonly name: string; readonly option: 'immediate' | 'end_of_subscription_term' }
  | { readonly kind: 'read'; readonly name: string }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'bill' };

const names = fc.constantFrom('acme', 'globex');
const plans = fc.constantFrom('team', 'business');
const options = fc.constantFrom('immediate' as const, 'end_of_subscription_term' as const);

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('customer' as const), name: names }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('subscribe' as const), name: names, plan: plans }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('ingest' as const), name: names, count: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('change' as const), name: names, plan: plans, option: options }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), name: names, option: options }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('read' as const), name: names }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bill' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
);

/** Commands as they come, some of which will be refused, after a customer who subscribes. */
export const commands: fc.Arbitrary<readonly Command[]> = fc
  .array(anyCommand, { minLength: 2, maxLength: 7 })
  .map((more) => [{ kind: 'customer', name: 'acme' }, { kind: 'subscribe', name: 'acme', plan: 'team' }, ...more]);

/** Whether each request is sent under an idempotency key. */
export type Sending = 'with_keys' | 'without_keys';

type Run = { readonly seed: number | null; readonly sending: Sending };

/** What a history came to: every answer, and everything that is stored. */
type Outcome = {
  readonly answers: readonly string[];
  readonly stored: string;
  readonly broken: readonly string[];
  readonly faults: readonly string[];
};

/**
 * Sends the same commands to a backend whose store fails, each under its key until it is answered, and to one that is left
 * alone; answers what differs, or which law the stored invoices break.
 */
export async function faultsOfHistory(
  seed: number,
  given: readonly Command[],
  sending: Sending = 'with_keys',
): Promise<readonly string[]> {
  const undisturbed = await runHistory(given, { seed: null, sending });
  const disturbed = await runHistory(given, { seed, sending });
  const different = given.flatMap((command, index) =>
    undisturbed.answers[index] === disturbed.answers[index]
      ? []
      : [`${index} ${command.kind}: ${disturbed.answers[index]} and not ${undisturbed.answers[index]}`],
  );
  const stored =
    undisturbed.stored === disturbed.stored
      ? []
      : [firstDifference(undisturbed.stored, disturbed.stored), `what is stored after ${disturbed.faults.join(', ')}`];
  return [...different, ...stored, ...disturbed.broken];
}

async function runHistory(given: readonly Command[], { seed, sending }: Run): Promise<Outcome> {
  const memory = createMemoryRepository();
  const faulty = faultyRepository(memory, { seed: seed ?? 0, rate: seed === null ? 0 : 0.4 });
  const { answers, now } = await play({ repository: faulty, given, sending, recover: faulty.recover });
  const stored = await everythingIn(memory.account('demo'));
  const service = createBillingService({ repository: memory, now: () => now, account: { id: 'demo' } });
  return { answers, stored, broken: await brokenLaws(service), faults: faulty.faults() };
}

/** Commands for a backend on a repository, and what to do when it fails and when it answers. */
type Play = {
  readonly repository: Repository;
  readonly given: readonly Command[];
  readonly sending: Sending;
  readonly recover: () => void;
  readonly onAnswer?: () => void;
};

type Played = { readonly answers: readonly string[]; readonly now: string };

/** Opens a catalog and sends the commands, each until it is answered; sent anew, all of it is answered the same again. */
export async function play({ repository, given, sending, recover, onAnswer }: Play): Promise<Played> {
  const place = { request: '', ids: 0, day: 0 };
  const now = (): string => new Date(Date.UTC(2026, 0, 1 + place.day)).toISOString();
  const service = createBillingService({
    // Ids count up within a request: they are those of an undisturbed run however often its work is run.
    repository: restarting(repository, () => (place.ids = 0)),
    now,
    account: { id: 'demo' },
    newId: (kind) => `${kind}_${place.request}_${(place.ids += 1)}`,
  });
  const send: Send = async (request, work) => {
    place.request = request;
    const context = { idempotency_key: sending === 'with_keys' ? request : null };
    const answer = await untilAnswered(recover, () => work({ service, context, now: now() }));
    onAnswer?.();
    return answer;
  };
  await openCatalog(send);
  const answers: string[] = [];
  for (const [index, command] of given.entries()) {
    place.day += command.kind === 'wait' ? command.days : 0;
    answers.push(
      JSON.stringify(
        await send(`k${index}`, (asking) =>
          answerOf({ ...asking, subscription_id: subscribedLast(given, index) }, command),
        ),
      ),
    );
  }
  return { answers, now: now() };
}

function restarting(repository: Repository, restart: () => void): Repository {
  return {
    ...repository,
    account: (account_id) => {
      const store = repository.account(account_id);
      const transaction: AccountStore['transaction'] = (work) =>
        store.transaction((inner) => {
          restart();
          return work(inner);
        });
      return { ...store, transaction };
    },
  };
}

type Send = <T>(request: string, work: (asking: Asking) => Promise<T>) => Promise<T>;

/** Two plans: seats in advance and calls in arrears, or dearer seats alone. */
async function openCatalog(send: Send): Promise<void> {
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
  const prices = {
    team: [unit('Seats', '12.00', { fixed_price_quantity: 5 }), used],
    business: [unit('Seats', '20.00', { fixed_price_quantity: 5 })],
  };
  for (const name of ['team', 'business'] as const) {
    const body = { name, external_plan_id: name, currency: 'USD', prices: prices[name] };
    await send(`plan-${name}`, ({ service, context }) => service.createPlan({ body }, context));
  }
}

type Asking = { readonly service: BillingService; readonly context: CallContext; readonly now: string };

/** With the subscription that a command is about: a request that is sent again is the same request. */
type AskingAbout = Asking & { readonly subscription_id: string };

/** The id that the last subscription of the same customer got before a command, if it was not refused. */
function subscribedLast(given: readonly Command[], index: number): string {
  const command = given[index];
  const name = command && 'name' in command ? command.name : null;
  const isSubscription = (before: Command) => before.kind === 'subscribe' && before.name === name;
  const last = given.slice(0, index).map(isSubscription).lastIndexOf(true);
  return `subscription_k${last}_1`;
}

/** What the service answers, or how it refuses. */
async function answerOf(asking: AskingAbout, command: Command): Promise<unknown> {
  try {
    return await ask(asking, command);
  } catch (error) {
    // A conflict is sent again, like a fault of the store; every other refusal is an answer.
    if (!isBillingError(error) || error.code === 'resource_conflict') throw error;
    return { refused: error.code };
  }
}

async function ask({ service, context, now, subscription_id }: AskingAbout, command: Command): Promise<unknown> {
  if (command.kind === 'wait') return null;
  if (command.kind === 'bill') {
    // How much was left to a run that is started again depends on where the one before was stopped.
    await service.runBilling({ until: now });
    return null;
  }
  const { name } = command;
  if (command.kind === 'customer') {
    const body = { name, email: `billing@${name}.test`, external_customer_id: name };
    return service.createCustomer({ body }, context);
  }
  if (command.kind === 'subscribe') {
    const body = { external_customer_id: name, external_plan_id: command.plan };
    return service.createSubscription({ body }, context);
  }
  if (command.kind === 'ingest') {
    const events = Array.from({ length: command.count }, (_, index) => ({
      event_name: 'call',
      timestamp: now,
      properties: {},
      idempotency_key: `${now} ${index}`,
      external_customer_id: name,
    }));
    return service.ingestEvents({ body: { events } }, context);
  }
  if (command.kind === 'read') {
    const { data } = await service.listSubscriptions({ external_customer_id: name, status: 'active' });
    return [data, (await service.listInvoices({ external_customer_id: name })).data];
  }
  if (command.kind === 'cancel') {
    return service.cancelSubscription({ subscription_id, body: { cancel_option: command.option } }, context);
  }
  const body = { external_plan_id: command.plan, change_option: command.option };
  return service.schedulePlanChange({ subscription_id, body }, context);
}

// At four faults in ten transactions, nobody is as unlucky as this.
const mostAttempts = 40;

async function untilAnswered<T>(recover: () => void, send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const isLost = isStoreFault(error) || (isBillingError(error) && error.code === 'resource_conflict');
      if (!isLost || attempt === mostAttempts) throw error;
      recover();
    }
  }
}

/**
 * Everything that an account stores, as one text; left out are positions, which count what was undone too, and versions: a
 * run of billing that is made again may write what is there already.
 */
export async function everythingIn(store: AccountStore): Promise<string> {
  const messages = (await store.readOutbox(10_000)).map(({ message }) => message);
  const rest = await store.transaction(async (transaction) => {
    const documents = [];
    for (const kind of documentKinds)
      documents.push(...(await transaction.listDocuments({ kind, limit: 1000 })).documents);
    const owners = documents.flatMap(({ kind, id }) => (kind === 'customer' ? [id] : []));
    const customer_ids = [...owners, 'external:acme', 'external:globex'];
    const events = [];
    const window = { from: 0, until: Date.UTC(2030, 0), batch_size: 1000 };
    for await (const batch of transaction.readEvents({ customer_ids, ...window })) events.push(...batch);
    return { documents, events, owners: await transaction.readEntries('event_owners', 0, 100) };
  });
  const documents = rest.documents.map(({ kind, id, document }) => ({ kind, id, document }));
  return JSON.stringify({ ...rest, documents, messages });
}

/** What is wrong with the invoices that were issued (§15 L5, L8, L9, L49). */
async function brokenLaws(service: BillingService): Promise<readonly string[]> {
  const { data } = await service.listInvoices({ status: ['issued', 'paid', 'void'], limit: 100 });
  // Oldest first: what an invoice has to agree with are the earlier ones.
  return (
    auditInvoice({ invoices: [...data].reverse() })
      .map(({ path, message }) => `${path}: ${message}`)
      // Of a plan that is left and taken up again within a period, the rest is credited and billed anew; invoices alone do
      // not show the credit note between them.
      .filter((fault) => !fault.endsWith('a service is billed once'))
  );
}

/** Where two texts part, with what stands around it. */
function firstDifference(expected: string, found: string): string {
  let place = 0;
  while (expected[place] === found[place]) place += 1;
  const around = (text: string) => text.slice(Math.max(0, place - 300), place + 100);
  return `${around(found)} and not ${around(expected)}`;
}
