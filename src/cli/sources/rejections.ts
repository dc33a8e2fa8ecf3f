/** A usage row that could not be counted. */
export type RejectedRow = { readonly file: string; readonly line: number; readonly reason: string };

/** How many rows were rejected, of how many, and the first of them. */
export type Rejections = { readonly count: number; readonly rows: number; readonly first: readonly RejectedRow[] };

/** How many rejected rows are kept and shown. */
const kept = 10;

/** Counts rows and keeps the first rejected ones. */
export type RowTally = {
  readonly count: () => void;
  readonly reject: (row: RejectedRow) => void;
  readonly rejections: () => Rejections;
};

export function createRowTally(): RowTally {
  const first: RejectedRow[] = [];
  let rows = 0;
  let count = 0;
  return {
    count: () => {
      rows += 1;
    },
    reject: (row) => {
      count += 1;
      if (first.length < kept) first.push(row);
    },
    rejections: () => ({ count, rows, first }),
  };
}

/** The rejected rows as lines `file:line: reason`, and how many more there are. */
export function describeRejections({ count, first }: Rejections): readonly string[] {
  const lines = first.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  return count > first.length ? [...lines, `and ${count - first.length} more`] : lines;
}
