import { isGiven, isObject, problem, shown, type Issue } from '../../errors/index.js';
import type { JsonDocument } from '../../repository/index.js';
import { isWithinDepth } from './same-json.js';
import { kindNames, kindsOf, ownersOf, type ImportedKind, type ImportOwner } from './imported-kinds.js';

/** A document to import, and what messages call the place where it stands, such as `customers.ndjson:3`. */
export type ImportLine = { readonly place: string; readonly document: unknown };

/** A line that is a document of a known kind. */
export type Recognised = {
  readonly kind: ImportedKind;
  readonly place: string;
  readonly document: JsonDocument;
  readonly owner: ImportOwner;
};

const deepest = 64;
const owning = ['customer_id', 'subscription_id', 'plan_id', 'currency', 'requested_at'] as const;
const wrapping: readonly string[] = ['document', 'kind', 'request', 'plan_version_number', ...owning];

/**
 * Reads a line: Orb's document as it was fetched, or `{ document, kind?, … }`, which says beside it what the document does not:
 * whose it is, or what a change was asked for.
 */
export function recogniseLine({ place, document: line }: ImportLine): Recognised | Issue {
  if (!isObject(line)) return problem(place, 'invalid_type', 'is no JSON object; write one document per line');
  if (!isWithinDepth(line, deepest)) {
    return problem(place, 'limit_exceeded', `is nested deeper than ${deepest} levels, which no document of Orb's is`);
  }
  const { document, wrapper } = unwrapped(line);
  const kind = kindOf(wrapper['kind'], document);
  if (typeof kind !== 'string') return problem(place, 'invalid_type', kind.message);
  const owner = ownerIn(wrapper);
  const wanted = ownersOf[kind];
  if (wanted === undefined || owner[wanted] !== undefined) return { kind, place, document, owner };
  const message = `is a ${nounOf(kind)}, which does not say whose it is; write { "${wanted}": "…", "document": … }`;
  return problem(place, 'missing_field', message);
}

function unwrapped(line: JsonDocument): { readonly document: JsonDocument; readonly wrapper: JsonDocument } {
  const { document } = line;
  const isWrapper = isObject(document) && Object.keys(line).every((key) => wrapping.includes(key));
  return isWrapper ? { document, wrapper: line } : { document: line, wrapper: {} };
}

/** How messages call a kind. */
export function nounOf(kind: ImportedKind): string {
  return kind.replaceAll('_', ' ');
}

function kindOf(said: unknown, document: JsonDocument): ImportedKind | { readonly message: string } {
  if (isGiven(said)) {
    const named = kindNames.find((kind) => kind === said);
    return named ?? { message: `has the kind ${shown(said)}; the kinds are ${kindNames.join(', ')}` };
  }
  const [kind, ...others] = kindsOf(document);
  if (kind === undefined) {
    return { message: 'is no document that is known here; say what it is: { "kind": "…", "document": … }' };
  }
  if (others.length === 0) return kind;
  return { message: `may be a ${[kind, ...others].map(nounOf).join(' or a ')}; say which with "kind"` };
}

function ownerIn(wrapper: JsonDocument): ImportOwner {
  const { request, plan_version_number } = wrapper;
  return {
    ...Object.fromEntries(owning.flatMap((key) => (typeof wrapper[key] === 'string' ? [[key, wrapper[key]]] : []))),
    ...(isObject(request) ? { request } : {}),
    ...(typeof plan_version_number === 'number' ? { plan_version_number } : {}),
  };
}
