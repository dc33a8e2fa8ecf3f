import { ConflictError } from '../conflict.js';
import type { Connection } from './connection.js';

const attempts = 200;
const longestPause = 50;

/** Runs work with the file's write lock, stored if it resolves and undone if it rejects; waits for other processes. */
export async function runExclusively<T>(
  connection: Connection,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  // Immediate, so that what is read cannot change before it is written. Outside of the `try`: what did not begin here must
  // not be undone here.
  await whenFree(() => connection.exec('BEGIN IMMEDIATE'));
  const watched = watch(connection);
  try {
    const outcome = await work(watched.connection);
    watched.refuseFailed();
    await whenFree(() => connection.exec('COMMIT'));
    return outcome;
  } catch (error) {
    undo(connection);
    watched.refuseFailed();
    throw error;
  }
}

/** Tries until no other process holds the lock. */
async function whenFree(act: () => void): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      act();
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (attempt === attempts) {
        throw new ConflictError('concurrent_transaction', 'another process does not let go of the database');
      }
      await pause();
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked/i.test(error.message);
}

/** A random while, so that those who met do not meet again. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longestPause));
}

// A full disk and the like may have undone the transaction already.
function undo(connection: Connection): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // Nothing is left to be undone.
  }
}

type Watched = { readonly connection: Connection; readonly refuseFailed: () => void };

/** Lets no statement through after one that failed: it may have ended the transaction, and would then be stored alone. */
function watch(connection: Connection): Watched {
  const failures: Error[] = [];
  const refuseFailed = (): void => {
    const [first] = failures;
    if (first) throw first;
  };
  const noting = <T>(statement: () => T): T => {
    refuseFailed();
    try {
      return statement();
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };
  return {
    connection: {
      all: (text, values) => noting(() => connection.all(text, values)),
      each: (text, rows) => noting(() => connection.each(text, rows)),
      exec: (script) => noting(() => connection.exec(script)),
    },
    refuseFailed,
  };
}
