import { fail, isGiven, shown } from '../../errors/index.js';
import type { DocumentKind, DocumentQuery } from '../../repository/index.js';
import type { Page } from '../../wire/index.js';
import type { Call } from '../call.js';
import { keptOf } from './documents.js';
import type { Kept } from './shapes.js';

/** What every list takes: how many, and where to go on. */
export type PageParams = { readonly limit?: unknown; readonly cursor?: unknown };

/** What to list, and what of it to show. */
export type ListQuestion<K extends DocumentKind> = {
  readonly kind: K;
  readonly key?: string | undefined;
  readonly order?: DocumentQuery['order'];
  readonly accept?: (kept: Kept<K>) => boolean;
  readonly most?: number;
};

const usual = 20;
const most = 100;

/** A page of stored documents in the order of their creation, the newest first unless asked otherwise. */
export async function listKept<K extends DocumentKind>(
  { transaction }: Pick<Call, 'transaction'>,
  question: ListQuestion<K>,
  params: PageParams,
): Promise<Page<Kept<K>>> {
  const { kind, key, order = 'newest_first', accept = () => true } = question;
  const limit = limitOf(params.limit, question.most ?? most);
  let after = cursorOf(params.cursor);
  const found: Kept<K>[] = [];
  do {
    // Never more than are still wanted, so that the cursor after the last one shown is that of the page read.
    const page = await transaction.listDocuments({ kind, key, after, order, limit: limit - found.length });
    found.push(...page.documents.map((stored) => keptOf<K>(stored)).filter(accept));
    after = page.next;
  } while (after !== null && found.length < limit);
  return { data: found, pagination_metadata: { has_more: after !== null, next_cursor: after } };
}

/** Every stored document with a key, in the order of creation, a batch at a time. */
export async function* eachKept<K extends DocumentKind>(
  { transaction }: Pick<Call, 'transaction'>,
  question: Pick<ListQuestion<K>, 'kind' | 'key'>,
): AsyncGenerator<Kept<K>> {
  let after: string | null = null;
  do {
    const page = await transaction.listDocuments({ ...question, after, limit: 500 });
    for (const stored of page.documents) yield keptOf<K>(stored);
    after = page.next;
  } while (after !== null);
}

/** All stored documents with a key. */
export async function allKept<K extends DocumentKind>(
  call: Pick<Call, 'transaction'>,
  kind: K,
  key: string,
): Promise<readonly Kept<K>[]> {
  const all: Kept<K>[] = [];
  for await (const kept of eachKept(call, { kind, key })) all.push(kept);
  return all;
}

/** A page of a list that is computed whole; its cursor counts. */
export function pageOf<T>(list: readonly T[], params: PageParams, mostOf = most): Page<T> {
  const limit = limitOf(params.limit, mostOf);
  const start = Number(cursorOf(params.cursor) ?? 0);
  const end = start + limit;
  const has_more = end < list.length;
  return {
    data: list.slice(start, end),
    pagination_metadata: { has_more, next_cursor: has_more ? String(end) : null },
  };
}

/** The page with each document written otherwise. */
export async function mapPage<T, U>(page: Page<T>, write: (one: T) => U | Promise<U>): Promise<Page<U>> {
  const data: U[] = [];
  for (const one of page.data) data.push(await write(one));
  return { ...page, data };
}

/** Queries bring numbers as texts. */
function limitOf(given: unknown, greatest: number): number {
  if (!isGiven(given)) return Math.min(usual, greatest);
  const limit = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= greatest) return limit;
  return fail('limit', 'invalid_type', `is ${shown(given)}; give a whole number from 1 to ${greatest}`);
}

/** Cursors are the store's, which are numbers; anything else was not given out by a list. */
function cursorOf(given: unknown): string | null {
  if (!isGiven(given)) return null;
  if (typeof given === 'string' && /^\d{1,15}$/.test(given)) return given;
  return fail('cursor', 'invalid_type', `is ${shown(given)}; give the next_cursor of the page before`);
}
