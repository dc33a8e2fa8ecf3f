import type { Exact } from '../../decimal/index.js';
import { expectCount, expectList, refusePart } from '../snapshots/read-snapshot.js';
import type { Aggregation } from './aggregation.js';
import { measureAlone, type Column } from './column.js';
import { beforeFirst, createSliceFinder, type Windows } from './windows.js';

/** The states of one row by slice; only of slices that hold an event, and of what came before them all. */
type Cells<S> = Map<number, S>;

/**
 * A column with one state per row and slice. A whole, and a cumulative window, is joined from its slices, so that every
 * event is added once whatever the view.
 */
export function createWindowedColumn<S extends object>(aggregation: Aggregation<S>, windows: Windows): Column {
  const { span, slices } = windows;
  const rows: Cells<S>[] = [new Map()];
  const sliceOf = createSliceFinder(slices);
  const cellsAt = (row: number): Cells<S> => (rows[row] ??= new Map());
  const cellAt = (cells: Cells<S>, slice: number): S => {
    const known = cells.get(slice);
    if (known !== undefined) return known;
    const opened = aggregation.start();
    cells.set(slice, opened);
    return opened;
  };
  const absorb = (into: Cells<S>, from: Cells<S>): void => {
    for (const [slice, state] of from) aggregation.join(cellAt(into, slice), state);
  };
  const joined = (cells: Cells<S>): S => {
    const whole = aggregation.start();
    for (const state of cells.values()) aggregation.join(whole, state);
    return whole;
  };
  const allRows = (): Cells<S> => {
    const all: Cells<S> = new Map();
    for (const cells of rows) absorb(all, cells);
    return all;
  };
  return {
    add: (row, value, occurrence) => aggregation.add(cellAt(cellsAt(row), sliceOf(occurrence.at)), value, occurrence),
    quantity: (row) => aggregation.quantity(joined(cellsAt(row)), span),
    alone: (value, occurrence) => measureAlone(aggregation, span, { value, occurrence }),
    total: () => aggregation.quantity(joined(allRows()), span),
    windows: (row) => measureWindows(aggregation, cellsAt(row), windows),
    totalWindows: () => measureWindows(aggregation, allRows(), windows),
    write: (row) => inSliceOrder(cellsAt(row)).map(([slice, state]) => [slice, aggregation.write(state)]),
    read: (snapshot, path) => {
      const cells: Cells<S> = new Map();
      for (const entry of expectList(snapshot, path)) {
        const [slice, state] = expectList(entry, path);
        if (expectCount(slice, path) >= slices.length) refusePart(slice, path, 'the number of a window');
        aggregation.join(cellAt(cells, expectCount(slice, path)), aggregation.read(state, path));
      }
      return (row) => absorb(cellsAt(row), cells);
    },
  };
}

function inSliceOrder<S>(cells: Cells<S>): readonly (readonly [number, S])[] {
  return [...cells].sort(([left], [right]) => left - right);
}

function measureWindows<S extends object>(
  aggregation: Aggregation<S>,
  cells: Cells<S>,
  { span, slices, view, carriesOver }: Windows,
): readonly Exact[] {
  const running = aggregation.start();
  const take = (slice: number): void => {
    const state = cells.get(slice);
    if (state !== undefined) aggregation.join(running, state);
  };
  take(beforeFirst);
  return slices.map((slice, index) => {
    const isAlone = view === 'periodic' && !carriesOver;
    if (isAlone) return aggregation.quantity(cells.get(index) ?? aggregation.start(), slice);
    take(index);
    // §3: `periodic` = each slice, `cumulative` = from the start of the timeframe to the end of the slice.
    return aggregation.quantity(running, view === 'periodic' ? slice : { start: span.start, end: slice.end });
  });
}
