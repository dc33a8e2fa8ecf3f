import type { RowCounts, RowOutcome, RowReport } from './sources/row-tally.js';
import { groupDigits } from './table/digits.js';

const outcomes: readonly RowOutcome[] = [
  'counted',
  'repeat',
  'deprecated',
  'outside',
  'unmetered',
  'foreign',
  'rejected',
];

type Words = { readonly one: string; readonly many: string; readonly advice: string | null };

/** What the outcomes are called, and what to look at if no row came to a better one. */
const words: { readonly [O in RowOutcome]: Words } = {
  counted: { one: 'counted', many: 'counted', advice: null },
  repeat: { one: 'repeat', many: 'repeats', advice: null },
  deprecated: { one: 'deprecated', many: 'deprecated', advice: null },
  outside: {
    one: 'outside the period',
    many: 'outside the period',
    advice: 'compare the period with the times of the rows',
  },
  unmetered: {
    one: 'for no metric',
    many: 'for no metric',
    advice: "compare the metrics' event_names and filters with the rows",
  },
  foreign: {
    one: 'of another customer',
    many: 'of other customers',
    advice: "compare the customer's id and external_customer_id with those of the rows",
  },
  rejected: { one: 'rejected', many: 'rejected', advice: null },
};

/** `378 rows: 375 counted, 1 repeat, 2 outside the period`: the outcomes that there were. */
export function describeRows(rows: RowCounts): string {
  const said = outcomesOf(rows);
  return `${counted(rows.read, 'row', 'rows')}${said === '' ? '' : `: ${said}`}`;
}

function outcomesOf(rows: RowCounts): string {
  return outcomes
    .filter((outcome) => rows[outcome] > 0)
    .map((outcome) => counted(rows[outcome], words[outcome].one, words[outcome].many))
    .join(', ');
}

/** A warning if rows were read and none was counted, which bills nothing in silence; rejected rows speak for themselves. */
export function warnOfNothing({ rows }: RowReport): string {
  if (rows.counted > 0 || rows.read === rows.rejected) return '';
  const advice = outcomes.flatMap((outcome) => (rows[outcome] > 0 ? (words[outcome].advice ?? []) : []));
  const lines = [`reckoner: none of the rows of usage was counted (${outcomesOf(rows)}):`, ...advice.map(indented), ''];
  return lines.join('\n');
}

/** The share of the rows that was rejected. */
export function describeShare({ read, rejected }: RowCounts): string {
  const verb = rejected === 1 ? 'was' : 'were';
  return `${groupDigits(String(rejected))} of ${groupDigits(String(read))} usage rows ${verb} rejected`;
}

/** The rejected rows as lines `file:line: reason`, and how many more there are. */
export function describeRejected({ rows, rejected }: RowReport): readonly string[] {
  const lines = rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  const more = rows.rejected - rejected.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

function counted(count: number, one: string, many: string): string {
  return `${groupDigits(String(count))} ${count === 1 ? one : many}`;
}

function indented(line: string): string {
  return `  ${line}`;
}
