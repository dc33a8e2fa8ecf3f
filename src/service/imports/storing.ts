import type { Issue, Issues } from '../../errors/index.js';
import type { Call } from '../call.js';
import type { ImportNote, ImportOutcome } from './import-report.js';
import type { ImportedKind } from './imported-kinds.js';
import type { DocumentLines } from './read-lines.js';
import { nounOf, type Recognised } from './recognise-line.js';
import type { ChangedPolicy } from './store-imported.js';

/** Lines on their way into the store, and what became of those that were looked at. */
export type Storing = {
  readonly call: Call;
  readonly changed: ChangedPolicy;
  readonly outcomes: (readonly [ImportedKind, ImportOutcome])[];
  readonly notes: ImportNote[];
  readonly issues: Issues;
  /** What was stored for the first time, by kind and id. */
  readonly fresh: Set<string>;
};

/** The lines of one kind. */
export function linesOf({ documents }: DocumentLines, kind: ImportedKind): readonly Recognised[] {
  return documents.get(kind) ?? [];
}

/** Remembers what is wrong with a line, or a warning about it. */
export function addIssue({ issues, notes }: Storing, { kind, place }: Recognised, issue: Issue): void {
  const path = issue.path === '' ? place : `${place}: ${issue.path}`;
  if (issue.severity === 'error') issues.push({ ...issue, path });
  else notes.push({ place, kind, outcome: 'warning', message: `${issue.path}: ${issue.message}` });
}

/** What is told of a line. */
export type Told = { readonly outcome: ImportOutcome; readonly message: string | null };

/** Counts what became of a line, and tells it where there is something to know. */
export function tell({ outcomes, notes }: Storing, { kind, place }: Recognised, { outcome, message }: Told): void {
  outcomes.push([kind, outcome]);
  if (message !== null) notes.push({ place, kind, outcome, message });
}

/** What there is to know of a document that was stored already. */
export function messageOf(outcome: ImportOutcome, { kind, document }: Recognised): string | null {
  const { id } = document;
  const named = typeof id === 'string' ? `${nounOf(kind)} ${id}` : nounOf(kind);
  if (outcome === 'replaced') return `${named} was stored with other content, which it takes the place of`;
  if (outcome === 'kept') return `${named} is stored with other content, which stays`;
  return null;
}
