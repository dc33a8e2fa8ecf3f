import type { EventOutcome } from '../../metrics/index.js';

/** A usage row that could not be counted. */
export type RejectedRow = { readonly file: string; readonly line: number; readonly reason: string };

/** What became of a row: what the meter said of its event, or that it was rejected. */
export type RowOutcome = EventOutcome | 'rejected';

/** How many rows were read, and how many came to which outcome; these add up to what was read. */
export type RowCounts = { readonly [O in 'read' | RowOutcome]: number };

/** What became of the rows, and the first of the rejected ones. */
export type RowReport = { readonly rows: RowCounts; readonly rejected: readonly RejectedRow[] };

/** How many rejected rows are kept and shown. */
const kept = 10;

/** Counts rows and keeps the first rejected ones. */
export type RowTally = {
  readonly count: (outcome: EventOutcome) => void;
  readonly reject: (row: RejectedRow) => void;
  readonly report: () => RowReport;
};

/** The report of no rows. */
export const noRows: RowReport = {
  rows: { read: 0, counted: 0, repeat: 0, deprecated: 0, outside: 0, unmetered: 0, foreign: 0, rejected: 0 },
  rejected: [],
};

export function createRowTally(): RowTally {
  const rows: { -readonly [K in keyof RowCounts]: RowCounts[K] } = { ...noRows.rows };
  const rejected: RejectedRow[] = [];
  return {
    count: (outcome) => {
      rows.read += 1;
      rows[outcome] += 1;
    },
    reject: (row) => {
      rows.read += 1;
      rows.rejected += 1;
      if (rejected.length < kept) rejected.push(row);
    },
    report: () => ({ rows, rejected }),
  };
}
