import { addDays, formatDate, localDate, localMidnight, parseInstant, timeZone } from '../time/index.js';
import type { InvoiceWorkings } from '../wire/index.js';
import { describeRows } from './row-report.js';
import type { Scenario } from './scenario/scenario.js';
import type { RowReport } from './sources/row-tally.js';

type Heading = readonly (readonly [label: string, text: string])[];
type Subject = { readonly scenario: Scenario; readonly workings: InvoiceWorkings; readonly report: RowReport | null };

/** The lines above the table: for whom, for what, for when, from which usage. */
export function describeInvoice({ scenario, workings, report }: Subject): Heading {
  const { customer, plan, invoice_number } = scenario.request;
  const lines: readonly (readonly [string, string | null])[] = [
    ['Invoice', invoice_number ?? 'draft'],
    ['Customer', customer.name ?? customer.id],
    ['Plan', plan?.name ?? null],
    ['Period', describeDays(workings)],
    ['Usage', report && describeRows(report.rows)],
  ];
  return lines.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]));
}

/** The first and the last local day: a period ends before its end, so a midnight excludes its day. */
function describeDays({ start_date, end_date, timezone }: InvoiceWorkings): string {
  const zone = timeZone(timezone);
  const end = parseInstant(end_date);
  const after = localDate(zone, end);
  const last = localMidnight(zone, after) === end ? addDays(after, -1) : after;
  return `${formatDate(localDate(zone, parseInstant(start_date)))} to ${formatDate(last)} (${timezone})`;
}
