import type { EventInput } from '../../../src/wire/index.js';
import type { CompiledMetric, ReturnedRow, WarehouseOptions } from '../../../src/metrics/index.js';

/** A real engine with tables of events, on which compiled metrics run. */
export type Engine = {
  readonly dialect: WarehouseOptions['dialect'];
  /** Creates the table, or empties it, and fills it; a name with dots has a schema. */
  readonly load: (table: string, events: readonly EventInput[]) => Promise<void>;
  readonly run: (compiled: CompiledMetric) => Promise<readonly ReturnedRow[]>;
  readonly close: () => Promise<void>;
};

/** An event as a row of strings, what lies below a millisecond included. */
export function rowsOf(events: readonly EventInput[]): string {
  return JSON.stringify(events);
}
