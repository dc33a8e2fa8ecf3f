import { kindNames, type ImportedKind } from './imported-kinds.js';

/**
 * What became of a document: stored for the first time; stored before and the same; stored before, other, and written over
 * or left as it is; or not stored, because what it says follows from others.
 */
export type ImportOutcome = 'created' | 'unchanged' | 'replaced' | 'kept' | 'passed_over';

/** Something to know about one document. */
export type ImportNote = {
  readonly place: string;
  readonly kind: ImportedKind;
  readonly outcome: ImportOutcome | 'warning';
  readonly message: string;
};

/** How many documents of a kind came to what; the outcomes add up to what was read. */
export type ImportCounts = { readonly kind: ImportedKind; readonly read: number } & {
  readonly [O in ImportOutcome]: number;
};

/** What an import did. */
export type ImportReport = {
  /** The kinds that there were, in the order in which they are stored. */
  readonly kinds: readonly ImportCounts[];
  /** What to know, up to a thousand notes; `notes_left_off` counts the others. */
  readonly notes: readonly ImportNote[];
  readonly notes_left_off: number;
};

const mostNotes = 1000;

/** Counts outcomes and keeps the first notes. */
export type ImportTally = {
  readonly count: (kind: ImportedKind, outcome: ImportOutcome) => void;
  readonly note: (note: ImportNote) => void;
  readonly report: () => ImportReport;
};

export function createImportTally(): ImportTally {
  const counts = new Map<ImportedKind, Map<ImportOutcome, number>>();
  const notes: ImportNote[] = [];
  let left_off = 0;
  return {
    count: (kind, outcome) => {
      const known = counts.get(kind) ?? new Map<ImportOutcome, number>();
      counts.set(kind, known.set(outcome, (known.get(outcome) ?? 0) + 1));
    },
    note: (note) => {
      if (notes.length < mostNotes) notes.push(note);
      else left_off += 1;
    },
    report: () => ({
      kinds: kindNames.flatMap((kind) => countsOf(kind, counts.get(kind))),
      notes,
      notes_left_off: left_off,
    }),
  };
}

function countsOf(kind: ImportedKind, known: ReadonlyMap<ImportOutcome, number> | undefined): readonly ImportCounts[] {
  if (known === undefined) return [];
  const of = (outcome: ImportOutcome): number => known.get(outcome) ?? 0;
  return [
    {
      kind,
      read: [...known.values()].reduce((sum, count) => sum + count, 0),
      created: of('created'),
      unchanged: of('unchanged'),
      replaced: of('replaced'),
      kept: of('kept'),
      passed_over: of('passed_over'),
    },
  ];
}
