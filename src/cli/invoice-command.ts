import {
  createUsageMeter,
  draftInvoice,
  explain,
  renderExplanation,
  type InvoiceDraftResult,
  type UsageByPrice,
  type UsageMeter,
} from '../index.js';
import type { InvoiceOptions } from './arguments.js';
import type { Environment } from './environment.js';
import { describeInvoice } from './heading.js';
import { CommandRefusal, refusingFor } from './refusal.js';
import { openScenario } from './scenario/open-scenario.js';
import type { Scenario, UsageSource } from './scenario/scenario.js';
import { readUsage } from './sources/read-usage.js';
import { describeRejections, type Rejections } from './sources/rejections.js';
import { drawInvoice } from './table/invoice-table.js';
import { groupDigits } from './table/digits.js';
import { chooseFiles } from './usage-files.js';

type Request = InvoiceOptions & { readonly scenario: string };
type Billed = { readonly draft: InvoiceDraftResult; readonly rejected: Rejections };

/**
 * `reckoner invoice`: a scenario in, an invoice out.
 *
 * @throws CommandRefusal if the input is refused; nothing was printed then but the reasons
 */
export async function runInvoice(request: Request, environment: Environment): Promise<void> {
  const scenario = await openScenario(request.scenario, environment);
  const billed = await bill(scenario, request, environment);
  const { rejected } = billed;
  if (rejected.count > 0 && request.strict) {
    throw new CommandRefusal(
      `${shareOf(rejected)} and --strict is on; there is no invoice`,
      describeRejections(rejected),
    );
  }
  if (rejected.count > 0) {
    const lines = [`reckoner: ${shareOf(rejected)}:`, ...describeRejections(rejected).map((line) => `  ${line}`)];
    environment.stderr.write(`${lines.join('\n')}\n`);
  }
  environment.stdout.write(request.format === 'json' ? asJson(billed, request) : asText(billed, scenario, request));
}

async function bill(scenario: Scenario, request: Request, environment: Environment): Promise<Billed> {
  const { usage } = scenario;
  if (usage.kind === 'by_price') {
    if (request.usage_files.length > 0) {
      throw new CommandRefusal(`--usage does not fit ${request.scenario}, which states its usage by price`);
    }
    const draft = refusingUsage(request.scenario, () => draftInvoice({ ...scenario.request, usage: usage.by_price }));
    return { draft, rejected: { count: 0, rows: 0, first: [] } };
  }
  const sources = chooseFiles(usage.sources, request.usage_files);
  const meter = refusingFor(request.scenario, () => openMeter(scenario, sources, usage.dedupe));
  const draft = () =>
    refusingFor(request.scenario, () => draftInvoice({ ...scenario.request, usage: measured(meter) }));
  // Drafting before any event came finds what else is wrong with the scenario before a long file is read.
  draft();
  const rejected = await readUsage(sources, meter, environment);
  return { draft: draft(), rejected };
}

function openMeter({ request }: Scenario, sources: readonly UsageSource[], dedupe: boolean) {
  const { customer, plan, prices, metrics = [], period } = request;
  // Rows that are told apart by their lines cannot repeat, so there is no need to remember them.
  const haveKeys = sources.some(({ csv }) => csv === null || csv.idempotency_key_column !== null);
  return createUsageMeter({ customer, plan, prices, metrics, period, dedupe: dedupe && haveKeys });
}

/** What was measured so far. A price that rates groups wants a list of them even when there was no usage. */
function measured(meter: UsageMeter): UsageByPrice {
  const usage = Object.entries(meter.usage());
  return Object.fromEntries(usage.map(([price_id, measure]) => [price_id, { groups: [], ...measure }]));
}

/** What `draftInvoice` calls `usage` is `usage.by_price` in a scenario. */
function refusingUsage<T>(file: string, step: () => T): T {
  try {
    return refusingFor(file, step);
  } catch (error) {
    if (!(error instanceof CommandRefusal)) throw error;
    const faults = error.faults.map((fault) => fault.replace(/^usage(?=[.[:])/, 'usage.by_price'));
    throw new CommandRefusal(error.message, faults);
  }
}

function shareOf({ count, rows }: Rejections): string {
  return `${groupDigits(String(count))} of ${groupDigits(String(rows))} usage rows ${count === 1 ? 'was' : 'were'} rejected`;
}

function asJson({ draft, rejected }: Billed, request: Request): string {
  const { invoice, workings } = draft;
  const explanation = request.explain ? { explanation: explain(draft) } : {};
  return `${JSON.stringify({ complete: rejected.count === 0, invoice, workings, rejected, ...explanation }, null, 2)}\n`;
}

function asText({ draft, rejected }: Billed, scenario: Scenario, request: Request): string {
  const { invoice, workings } = draft;
  const warning = rejected.count > 0 ? [`INCOMPLETE: ${shareOf(rejected)}`, ''] : [];
  const heading = describeInvoice({ scenario, workings, rows: rejected.rows });
  const tree = request.explain ? ['', renderExplanation(explain(draft)), ''] : [];
  return [...warning, drawInvoice({ invoice, workings, heading }), ...tree].join('\n');
}
