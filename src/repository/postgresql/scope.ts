import type { DocumentKind } from '../documents.js';
import type { Session } from './session.js';

/** What a transaction is about: its account, its connection, and what it has done so far. */
export type Scope = {
  readonly session: Session;
  /** As it is stored. */
  readonly account_id: string;
  /** By position, the kinds of the documents that were read and not written. */
  readonly read: Map<string, DocumentKind>;
  readonly own: Set<string>;
  /** By name, whether a journal that was read and not appended to has entries. */
  readonly journals: Map<string, boolean>;
  readonly appended: Set<string>;
  /** JSON texts, stored at the end, so that they get their numbers as late as possible. */
  readonly messages: string[];
  wrote: boolean;
};

export function openScope(session: Session, account_id: string): Scope {
  return {
    session,
    account_id,
    read: new Map(),
    own: new Set(),
    journals: new Map(),
    appended: new Set(),
    messages: [],
    wrote: false,
  };
}

/**
 * Holds what was read until the commit, in a transaction that wrote, and stores its messages.
 *
 * In REPEATABLE READ the database itself finds out that two wrote one row, but not that one wrote what the other had read.
 * To lock what was read shows it: the lock is refused if the row is no longer the one that was read.
 */
export async function settle(scope: Scope): Promise<void> {
  if (!scope.wrote) return;
  await holdDocuments(scope);
  await holdJournals(scope);
  if (scope.messages.length === 0) return;
  await scope.session.query(
    `INSERT INTO outbox (account_id, message)
     SELECT $1, message::json FROM unnest($2::text[]) WITH ORDINALITY AS given(message, place) ORDER BY place`,
    [scope.account_id, scope.messages],
  );
}

async function holdDocuments({ session, account_id, read, own }: Scope): Promise<void> {
  const held = [...read].filter(([position]) => !own.has(position));
  if (held.length === 0) return;
  const kinds = [...new Set(held.map(([, kind]) => kind))];
  await session.query(
    `SELECT 1 FROM documents WHERE account_id = $1 AND kind = ANY($2::text[]) AND position = ANY($3::bigint[])
     ORDER BY position FOR SHARE`,
    [account_id, kinds, held.map(([position]) => position)],
  );
}

async function holdJournals({ session, account_id, journals, appended }: Scope): Promise<void> {
  const held = [...journals].filter(([journal]) => !appended.has(journal));
  const namesOf = (filled: boolean): readonly string[] =>
    held.filter(([, hasEntries]) => hasEntries === filled).map(([journal]) => journal);
  const [filled, empty] = [namesOf(true), namesOf(false)];
  if (filled.length > 0) {
    await session.query(
      `SELECT 1 FROM journals WHERE account_id = $1 AND journal = ANY($2::text[]) ORDER BY journal FOR SHARE`,
      [account_id, filled],
    );
  }
  // A journal that was found empty is held by its row, which another transaction can then not create.
  if (empty.length > 0) {
    await session.query(
      `INSERT INTO journals (account_id, journal, next) SELECT $1, journal, 0 FROM unnest($2::text[]) AS given(journal)
       ORDER BY journal ON CONFLICT DO NOTHING`,
      [account_id, empty],
    );
  }
}
