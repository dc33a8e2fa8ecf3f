import { fail } from '../../errors/index.js';
import type { Windows } from '../aggregations/windows.js';
import { bindText, readSource, type SelectedColumn, type Statement } from './statement.js';

/** The column that says in which window of a timeframe an event lies, where windows are asked for. */
export const sliceColumn = 'slice';

// Ten years of days; an engine reads so many, but not statements of any length.
const most = { windows: 4000, letters: 200_000 };

/** The key by which events are grouped into the slices that windows are joined of (§3 "Day cuts"). */
export function sliceKey(windows: Windows | null, statement: Statement): readonly SelectedColumn[] {
  if (windows === null) return [];
  const { dialect, names } = statement;
  const starts = windows.slices.map(({ start }) => start);
  if (starts.length > most.windows) return refuseMany(starts.length);
  const bind = (text: string): string => bindText(statement, text);
  const sql = dialect.time.slice(dialect.identifier(names.timestamp), starts, bind);
  return sql.length > most.letters
    ? refuseMany(starts.length)
    : [{ alias: sliceColumn, sql: readSource(statement, sql) }];
}

function refuseMany(windows: number): never {
  const message = `gives ${windows} windows, more than a statement has room for; ask for a shorter timeframe`;
  return fail('granularity', 'limit_exceeded', message);
}
