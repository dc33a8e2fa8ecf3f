import {
  measureUsage,
  type AccountStore,
  type Repository,
  type StoredEvent,
  type Transaction,
  type UsageQuestion,
} from '../../src/repository/index.js';
import type { AggregatedUsage } from '../../src/index.js';

const uncounted = ['time_weighted', 'percentile'];

/** Of each question that a store answered, the kind of its metric, and whether it was cut into windows. */
export type Counted = { readonly kind: string; readonly windows: boolean; readonly answered: boolean };

export type Counting = { readonly repository: Repository; readonly counted: Counted[] };

/** A repository that counts usage itself, as a database does, save what no database counts; and what it was asked. */
export function counting(repository: Repository, change = (answer: AggregatedUsage) => answer): Counting {
  const counted: Counted[] = [];
  const measure = async (inner: Transaction, question: UsageQuestion) => {
    const { kind } = question.metric.aggregation;
    const isLeft = uncounted.includes(kind);
    const answer = inner.measureUsage
      ? await inner.measureUsage(question)
      : isLeft
        ? null
        : await measureUsage(inner, question);
    counted.push({ kind, windows: question.granularity === 'day', answered: answer !== null });
    return answer && change(answer);
  };
  return {
    repository: withTransactions(repository, (inner) => {
      const remembering = rememberEvents(inner);
      return { ...inner, measureUsage: (question) => measure(remembering, question) };
    }),
    counted,
  };
}

/** A transaction that reads a window of events once, because each question about it would read it again. */
function rememberEvents(inner: Transaction): Transaction {
  const known = new Map<string, (readonly StoredEvent[])[]>();
  return {
    ...inner,
    readEvents: async function* (query) {
      const key = JSON.stringify(query);
      const batches = known.get(key) ?? [];
      if (!known.has(key)) for await (const batch of inner.readEvents(query)) batches.push(batch);
      known.set(key, batches);
      yield* batches;
    },
  };
}

/** The same repository, whose events have to be read. */
export function reading(repository: Repository): Repository {
  return withTransactions(repository, (inner) => ({ ...inner, measureUsage: async () => null }));
}

function withTransactions(repository: Repository, change: (inner: Transaction) => Transaction): Repository {
  const account = (account_id: string): AccountStore => {
    const store = repository.account(account_id);
    return { ...store, transaction: (work) => store.transaction((inner) => work(change(inner))) };
  };
  return { ...repository, account };
}
