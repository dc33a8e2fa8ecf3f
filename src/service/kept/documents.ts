import { identity } from '../../identity/index.js';
import type { DocumentKind, JsonDocument, StoredDocument } from '../../repository/index.js';
import type { Call } from '../call.js';
import { refuseMissing } from '../refusals.js';
import { keysOf } from './keys.js';
import type { AsideOf, DocumentOf, Kept } from './shapes.js';

type InTransaction = Pick<Call, 'transaction'>;

/** A stored document, or null. */
export async function readKept<K extends DocumentKind>(
  { transaction }: InTransaction,
  kind: K,
  id: string,
): Promise<Kept<K> | null> {
  const stored = await transaction.readDocument(kind, id);
  return stored && keptOf<K>(stored);
}

/** The document that carries a unique key, or null. */
export async function findKept<K extends DocumentKind>(
  { transaction }: InTransaction,
  kind: K,
  unique_key: string,
): Promise<Kept<K> | null> {
  const stored = await transaction.findDocument(kind, unique_key);
  return stored && keptOf<K>(stored);
}

/** A stored document that a request names; refused where there is none. */
export async function needKept<K extends DocumentKind>(call: InTransaction, kind: K, id: unknown): Promise<Kept<K>> {
  const kept = typeof id === 'string' ? await readKept(call, kind, id) : null;
  return kept ?? refuseMissing(nounOf(kind), id);
}

/** Stores a document: a new one without `version`, a changed one with the version that was read. */
export async function writeKept<K extends DocumentKind>(
  { transaction }: InTransaction,
  kind: K,
  entry: { readonly document: DocumentOf[K]; readonly aside: AsideOf[K]; readonly version?: number | null },
): Promise<Kept<K>> {
  const { document, aside } = entry;
  const version = await transaction.writeDocument({
    kind,
    id: idOf(kind, document),
    version: entry.version ?? null,
    document: { ...(document as JsonDocument), kept: aside },
    ...keysOf(kind, entry),
  });
  return { document, aside, version };
}

/** Removes a document in the version that was read. */
export async function removeKept<K extends DocumentKind>(
  { transaction }: InTransaction,
  kind: K,
  { document, version }: Kept<K>,
): Promise<void> {
  await transaction.removeDocument(kind, idOf(kind, document), version);
}

/** What a stored document comes to, with what is kept beside it taken out. */
export function keptOf<K extends DocumentKind>({ document: stored, version }: StoredDocument): Kept<K> {
  const { kept, ...document } = stored;
  // What was written under a kind comes back as it was written.
  return { document: document as DocumentOf[K], aside: kept as AsideOf[K], version };
}

/** The id under which a document is stored: its own, save where it has none. */
function idOf<K extends DocumentKind>(kind: K, document: DocumentOf[K]): string {
  const fields = document as JsonDocument;
  if (kind === 'credit_ledger') return ledgerId(String(fields['customer_id']), String(fields['currency']));
  if (kind === 'plan_version') return planVersionId(String(fields['id']), Number(fields['version']));
  if (kind === 'payment_request') return String(fields['invoice_id']);
  return String(fields['id']);
}

/** There is one ledger per customer and currency (§8.1). */
export function ledgerId(customer_id: string, currency: string): string {
  return identity('credit_ledger', customer_id, currency);
}

/** A plan is stored once for each of its versions. */
export function planVersionId(plan_id: string, version: number): string {
  return identity('plan_version', plan_id, String(version));
}

function nounOf(kind: DocumentKind): string {
  return kind.replaceAll('_', ' ');
}
