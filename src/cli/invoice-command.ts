import { explain, renderExplanation } from '../index.js';
import type { InvoiceOptions } from './options.js';
import { billScenario, type Billed } from './bill.js';
import type { Environment } from './environment.js';
import { describeInvoice } from './heading.js';
import { CommandRefusal } from './refusal.js';
import { describeRejected, describeShare, warnOfNothing } from './row-report.js';
import { openScenario } from './scenario/open-scenario.js';
import type { Scenario } from './scenario/scenario.js';
import { noRows, type RowReport } from './sources/row-tally.js';
import { drawInvoice } from './table/invoice-table.js';

type Request = InvoiceOptions & { readonly scenario: string };

/**
 * `reckoner invoice`: a scenario in, an invoice out.
 *
 * Rows that were rejected are listed, and the invoice says that it is incomplete. That none of them was counted is told.
 *
 * @throws CommandRefusal if the input is refused; nothing was printed then but the reasons
 */
export async function runInvoice(request: Request, environment: Environment): Promise<void> {
  const scenario = await openScenario(request.scenario, environment);
  const files = { file: request.scenario, usage_files: request.usage_files };
  const billed = await billScenario(scenario, files, environment);
  if (billed.report !== null) tellOfRows(billed.report, request, environment);
  environment.stdout.write(request.format === 'json' ? asJson(billed, request) : asText(billed, scenario, request));
}

function tellOfRows(report: RowReport, { strict }: Request, { stderr }: Environment): void {
  const { rows } = report;
  if (rows.rejected > 0) {
    const rejected = describeRejected(report);
    if (strict)
      throw new CommandRefusal(`${describeShare(rows)}, which --strict forbids; there is no invoice`, rejected);
    stderr.write([`reckoner: ${describeShare(rows)}:`, ...rejected.map((row) => `  ${row}`), ''].join('\n'));
  }
  stderr.write(warnOfNothing(report));
}

function asJson({ draft, report }: Billed, request: Request): string {
  const { invoice, workings } = draft;
  const { rows, rejected } = report ?? noRows;
  const explanation = request.explain ? { explanation: explain(draft) } : {};
  const document = { complete: rows.rejected === 0, invoice, workings, rows, rejected, ...explanation };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function asText({ draft, report }: Billed, scenario: Scenario, request: Request): string {
  const { invoice, workings } = draft;
  // At both ends of the table, because a long one is read from either.
  const warning = report !== null && report.rows.rejected > 0 ? [`INCOMPLETE: ${describeShare(report.rows)}`, ''] : [];
  const heading = describeInvoice({ scenario, workings, report });
  const tree = request.explain ? [renderExplanation(explain(draft)), ''] : [];
  return [...warning, drawInvoice({ invoice, workings, heading }), ...warning, ...tree].join('\n');
}
