import { problem, type Issue, type Issues } from '../../errors/index.js';
import { readImportedEvent } from './import-events.js';
import type { ImportedKind } from './imported-kinds.js';
import { nounOf, recogniseLine, type ImportLine, type Recognised } from './recognise-line.js';
import { isSameJson } from './same-json.js';

/** What the lines are: documents by kind, and whom events name; the events themselves are read again when they are stored. */
export type DocumentLines = {
  readonly documents: ReadonlyMap<ImportedKind, readonly Recognised[]>;
  /** The customers that events name by their ids, each with the first place. */
  readonly owners: ReadonlyMap<string, string>;
  readonly issues: readonly Issue[];
};

/** Where lines come from: opened anew each time. */
export type OpenLines = () => AsyncIterable<ImportLine> | Iterable<ImportLine>;

const mostIssues = 1000;

/** Looks at every line before anything is stored. Documents are held in memory, events are not. */
export async function readLines(open: OpenLines): Promise<DocumentLines> {
  const documents = new Map<ImportedKind, Recognised[]>();
  const owners = new Map<string, string>();
  const issues: Issues = [];
  const seen = new Map<string, Recognised>();
  for await (const line of open()) {
    const found = recogniseLine(line);
    if (!('kind' in found)) issues.push(found);
    else if (found.kind === 'event') lookAtEvent(found, owners, issues);
    else keepDocument(found, { documents, seen, issues });
    // Enough to see what is wrong with a file that is something else altogether.
    if (issues.length >= mostIssues) break;
  }
  return { documents, owners, issues };
}

function lookAtEvent(line: Recognised, owners: Map<string, string>, issues: Issues): void {
  const event = readImportedEvent(line);
  if (!('logged' in event)) {
    issues.push(event);
    return;
  }
  const { customer_id } = event.logged;
  if (customer_id !== null && !owners.has(customer_id)) owners.set(customer_id, line.place);
}

type Reading = {
  readonly documents: Map<ImportedKind, Recognised[]>;
  readonly seen: Map<string, Recognised>;
  readonly issues: Issues;
};

function keepDocument(line: Recognised, { documents, seen, issues }: Reading): void {
  const key = identityOf(line);
  const earlier = key === null ? undefined : seen.get(key);
  if (earlier !== undefined && !isSameJson(earlier.document, line.document)) {
    const message = `is the same ${nounOf(line.kind)} as ${earlier.place}, which says something else; leave one of them out`;
    issues.push(problem(line.place, 'inconsistent_history', message));
    return;
  }
  if ('kept' in line.document) {
    const message = 'has a key "kept", under which the store keeps what is its own; give it another name';
    issues.push(problem(line.place, 'invalid_type', message));
    return;
  }
  if (key !== null) seen.set(key, line);
  const known = documents.get(line.kind);
  if (known === undefined) documents.set(line.kind, [line]);
  else known.push(line);
}

/** What makes two lines the same document; null for those that have no id of their own. */
function identityOf({ kind, document, owner }: Recognised): string | null {
  if (kind === 'subscription_schedule') return null;
  return JSON.stringify([kind, kind === 'plan_version' ? [owner.plan_id, document['version']] : document['id']]);
}
