import { isBillingError } from '../../src/errors/index.js';
import { identity } from '../../src/identity/index.js';
import {
  createMemoryRepository,
  documentKinds,
  type AccountStore,
  type Repository,
} from '../../src/repository/index.js';
import { auditAccount, createBillingService } from '../../src/service/index.js';
import { faultyRepository, isStoreFault } from '../../src/testing/index.js';
import { answerOf, nowAfter, openCatalog, subjectOf, type Command, type Send } from './fault-commands.js';

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
  return { answers, stored, broken: await brokenLaws(memory, now), faults: faulty.faults() };
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
  const now = (): string => nowAfter(place.day);
  const service = createBillingService({
    // Ids count up within a request: they are those of an undisturbed run however often its work is run.
    repository: restarting(repository, () => (place.ids = 0)),
    now,
    account: { id: 'demo' },
    payments: { pay: async () => ({ succeeded: true, payment_provider_id: 'p' }), paymentMethod: async () => null },
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
      JSON.stringify(await send(`k${index}`, (asking) => answerOf({ ...asking, ...subjectOf(given, index) }, command))),
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
    const journals = [];
    for (const name of ['event_owners', 'event_corrections', ...owners.flatMap(journalsOf)]) {
      journals.push([name, await transaction.readEntries(name, 0, 1000)]);
    }
    const customer_ids = [...owners, 'external:acme', 'external:globex'];
    const events = [];
    const window = { from: 0, until: Date.UTC(2030, 0), batch_size: 1000 };
    for await (const batch of transaction.readEvents({ customer_ids, ...window })) events.push(...batch);
    return { documents, events, journals };
  });
  const documents = rest.documents.map(({ kind, id, document }) => ({ kind, id, document }));
  return JSON.stringify({ ...rest, documents, messages });
}

function journalsOf(customer_id: string): readonly string[] {
  const currencies = ['USD', 'credits'];
  return [
    identity('invoice_numbers', customer_id),
    ...currencies.map((currency) => identity('credit_ledger', customer_id, currency)),
  ];
}

/** What of all that is stored does not add up (§15 L5, L8, L9, L36, L37, L42, L46, L47, L49). */
async function brokenLaws(repository: Repository, now: string): Promise<readonly string[]> {
  const { findings } = await auditAccount({ repository, now: () => now, account: { id: 'demo' } });
  // Of a plan that is left and taken up again within a period, more than once, each rest is credited and billed anew; the
  // invoices alone do not show which of their notes lies between which of them.
  const real = findings.filter(({ message }) => !message.endsWith('a service is billed once'));
  return real.map((finding) => JSON.stringify(finding));
}

/** Where two texts part, with what stands around it. */
function firstDifference(expected: string, found: string): string {
  let place = 0;
  while (expected[place] === found[place]) place += 1;
  const around = (text: string) => text.slice(Math.max(0, place - 300), place + 100);
  return `${around(found)} and not ${around(expected)}`;
}
