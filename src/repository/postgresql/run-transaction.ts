import { ConflictError } from '../conflict.js';
import { guardTransaction } from '../guard.js';
import type { Transaction } from '../port.js';
import { openScope, settle, type Scope } from './scope.js';
import type { Database, Session } from './session.js';

/** An account's place in a database. */
export type Place = {
  readonly database: Database;
  /** As it is stored. */
  readonly account_id: string;
  /** The quoted schema. */
  readonly schema: string;
  readonly attempts: number;
};

// Serialisation failure, deadlock, and a unique violation: what is unique was looked up in the transaction's own moment, so
// that a violation comes from another transaction that was stored since.
const races: readonly unknown[] = ['40001', '40P01', '23505'];
const longestPause = 100;

/** Runs work in a transaction, and again from the start where another transaction came first. */
export async function runTransaction<T>(
  place: Place,
  open: (scope: Scope) => Transaction,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return again(place, () =>
    place.database.transaction(openingOf(place), async (session) => {
      const watched = watch(session);
      try {
        const scope = openScope(watched.session, place.account_id);
        const outcome = await guardTransaction(open(scope)).run(work);
        watched.refuseFailed();
        await settle(scope);
        return outcome;
      } finally {
        // Whatever the work made of a failed statement: the database has given the transaction up.
        watched.refuseFailed();
      }
    }),
  );
}

/** Runs one statement in a transaction of its own. */
export function runStatement<T>(place: Place, statement: (session: Session) => Promise<T>): Promise<T> {
  return again(place, () => place.database.transaction(openingOf(place), statement));
}

function openingOf({ schema }: Place): string {
  return `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL search_path TO ${schema};`;
}

async function again<T>({ attempts }: Place, run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isRace(error)) throw error;
      if (attempt >= attempts) {
        throw new ConflictError('concurrent_transaction', `other transactions came first ${attempts} times`);
      }
      await pause(attempt);
    }
  }
}

function isRace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && races.includes(error.code);
}

/** A random while, longer with each attempt, so that those who met do not meet again. */
function pause(attempt: number): Promise<void> {
  const longest = Math.min(2 ** attempt, longestPause);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}

type Watched = { readonly session: Session; readonly refuseFailed: () => void };

/** Remembers the first statement that failed: the transaction is lost with it, even if the work goes on. */
function watch(session: Session): Watched {
  const failures: unknown[] = [];
  const noting = async <T>(statement: Promise<T>): Promise<T> => {
    try {
      return await statement;
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };
  return {
    session: {
      query: (text, values) => noting(session.query(text, values)),
      run: (script) => noting(session.run(script)),
    },
    refuseFailed: () => {
      if (failures.length > 0) throw failures[0];
    },
  };
}
