import { identity, partsOf } from '../../identity/index.js';
import type { JsonDocument } from '../../repository/index.js';
import { millisPerMinute, parseInstant, formatInstant, shiftInstant } from '../../time/index.js';
import type { Call } from '../call.js';
import { readKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import { refuseMissing } from '../refusals.js';

/** A session as it is kept: an entry of its customer's journal, whose number it has. */
type SessionEntry = {
  readonly created_at: string;
  readonly expires_at: string;
  /** The sessions before this number were ended by this one, or by one before it. */
  readonly oldest_active: number;
};

/** A session before it has a link. */
export type StartedSession = {
  readonly id: string;
  readonly customer_id: string;
  readonly created_at: string;
  readonly expires_at: string;
};

/** What a session is to be like. */
export type SessionTerms = { readonly expires_in_minutes: number; readonly invalidate_existing: boolean };

/** Starts a session of a customer, and ends those that are open unless told otherwise. */
export async function startSession(call: Call, customer_id: string, terms: SessionTerms): Promise<StartedSession> {
  const { transaction, at } = call;
  const journal = journalOf(customer_id);
  const number = await transaction.countEntries(journal);
  const before = number === 0 ? null : await readSession(call, customer_id, number - 1);
  const expires_at = formatInstant(shiftInstant(parseInstant(at), terms.expires_in_minutes * millisPerMinute));
  const oldest_active = terms.invalidate_existing ? number : (before?.oldest_active ?? number);
  const entry: SessionEntry = { created_at: at, expires_at, oldest_active };
  await transaction.appendEntries(journal, number, [entry]);
  return { id: identity('portal_session', customer_id, String(number)), customer_id, created_at: at, expires_at };
}

/** A session that is open, and its customer as they are now. */
export type OpenSession = { readonly customer: Kept<'customer'>; readonly expires_at: string };

/** The open session that has an id; one that has ended is refused like one that never was. */
export async function needSession(call: Call, id: unknown): Promise<OpenSession> {
  const named = readSessionId(id);
  const session = named && (await openSession(call, named));
  const customer = session && named && (await readKept(call, 'customer', named.customer_id));
  return customer ? { customer, expires_at: session.expires_at } : refuseMissing('portal session', id);
}

type NamedSession = { readonly customer_id: string; readonly number: number };

function readSessionId(id: unknown): NamedSession | null {
  const [kind, customer_id = '', number = '', ...more] = typeof id === 'string' ? partsOf(id) : [];
  const is_one = kind === 'portal_session' && customer_id !== '' && /^\d{1,15}$/.test(number) && more.length === 0;
  return is_one ? { customer_id, number: Number(number) } : null;
}

/** A session is open in `[created_at, expires_at)`, unless a later one ended it. */
async function openSession(call: Call, { customer_id, number }: NamedSession): Promise<SessionEntry | null> {
  const count = await call.transaction.countEntries(journalOf(customer_id));
  if (number >= count) return null;
  const session = await readSession(call, customer_id, number);
  const latest = await readSession(call, customer_id, count - 1);
  if (session === null || latest === null || number < latest.oldest_active) return null;
  return parseInstant(call.at) < parseInstant(session.expires_at) ? session : null;
}

async function readSession({ transaction }: Call, customer_id: string, number: number): Promise<SessionEntry | null> {
  const [found] = await transaction.readEntries(journalOf(customer_id), number, 1);
  // What was appended comes back as it was appended.
  return found === undefined ? null : (found.entry as JsonDocument & SessionEntry);
}

function journalOf(customer_id: string): string {
  return identity('portal_sessions', customer_id);
}
