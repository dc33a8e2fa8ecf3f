import { explain, renderExplanation } from '../index.js';
import type { InvoiceOptions } from './arguments.js';
import { billScenario, type Billed } from './bill.js';
import type { Environment } from './environment.js';
import { describeInvoice } from './heading.js';
import { CommandRefusal } from './refusal.js';
import { openScenario } from './scenario/open-scenario.js';
import type { Scenario } from './scenario/scenario.js';
import { describeRejections, type Rejections } from './sources/rejections.js';
import { groupDigits } from './table/digits.js';
import { drawInvoice } from './table/invoice-table.js';

type Request = InvoiceOptions & { readonly scenario: string };

/**
 * `reckoner invoice`: a scenario in, an invoice out.
 *
 * Rows that were rejected are listed, and the invoice says that it is incomplete.
 *
 * @throws CommandRefusal if the input is refused; nothing was printed then but the reasons
 */
export async function runInvoice(request: Request, environment: Environment): Promise<void> {
  const scenario = await openScenario(request.scenario, environment);
  const files = { file: request.scenario, usage_files: request.usage_files };
  const billed = await billScenario(scenario, files, environment);
  const { rejections } = billed;
  if (rejections !== null && rejections.count > 0) reportRejections(rejections, request, environment);
  environment.stdout.write(request.format === 'json' ? asJson(billed, request) : asText(billed, scenario, request));
}

function reportRejections(rejections: Rejections, { strict }: Request, { stderr }: Environment): void {
  const rows = describeRejections(rejections);
  if (strict) throw new CommandRefusal(`${shareOf(rejections)}, which --strict forbids; there is no invoice`, rows);
  stderr.write([`reckoner: ${shareOf(rejections)}:`, ...rows.map((row) => `  ${row}`), ''].join('\n'));
}

function shareOf({ count, rows }: Rejections): string {
  const verb = count === 1 ? 'was' : 'were';
  return `${groupDigits(String(count))} of ${groupDigits(String(rows))} usage rows ${verb} rejected`;
}

const none: Rejections = { count: 0, rows: 0, first: [] };

function asJson({ draft, rejections }: Billed, request: Request): string {
  const { invoice, workings } = draft;
  const rejected = rejections ?? none;
  const explanation = request.explain ? { explanation: explain(draft) } : {};
  return `${JSON.stringify({ complete: rejected.count === 0, invoice, workings, rejected, ...explanation }, null, 2)}\n`;
}

function asText({ draft, rejections }: Billed, scenario: Scenario, request: Request): string {
  const { invoice, workings } = draft;
  // At both ends of the table, because a long one is read from either.
  const warning = rejections !== null && rejections.count > 0 ? [`INCOMPLETE: ${shareOf(rejections)}`, ''] : [];
  const heading = describeInvoice({ scenario, workings, rows: rejections?.rows ?? null });
  const tree = request.explain ? [renderExplanation(explain(draft)), ''] : [];
  return [...warning, drawInvoice({ invoice, workings, heading }), ...warning, ...tree].join('\n');
}
