import {
  createUsageMeter,
  draftInvoice,
  type InvoiceDraftResult,
  type UsageByPrice,
  type UsageMeter,
} from '../index.js';
import type { Environment } from './environment.js';
import { CommandRefusal, refusingFor } from './refusal.js';
import type { Scenario, UsageSource } from './scenario/scenario.js';
import { readUsage } from './sources/read-usage.js';
import type { RowReport } from './sources/row-tally.js';
import { chooseFiles } from './usage-files.js';

/** A scenario's invoice, and what became of the usage rows; null if no file was read. */
export type Billed = { readonly draft: InvoiceDraftResult; readonly report: RowReport | null };

type Request = {
  /** What messages call the scenario. */
  readonly file: string;
  readonly usage_files: readonly string[];
};

/**
 * Bills a scenario: reads its usage files, if it has any, and drafts the invoice.
 *
 * @throws CommandRefusal if a file or the scenario cannot be used
 */
export async function billScenario(scenario: Scenario, request: Request, environment: Environment): Promise<Billed> {
  const { usage } = scenario;
  if (usage.kind === 'by_price') {
    if (request.usage_files.length === 0) return billStated(scenario, usage.by_price, request.file);
    throw new CommandRefusal(`${request.file}: states its usage by price, so --usage does not fit; leave it out`);
  }
  const sources = chooseFiles(usage.sources, request.usage_files);
  // Without any usage, a price that is billed by it is refused rather than billed as nothing.
  if (sources.length === 0) return billStated(scenario, {}, request.file);
  const subject = { file: request.file, usage: 'measured usage' };
  const meter = refusingFor(subject, () => openMeter(scenario, sources, usage.dedupe));
  const draft = () => refusingFor(subject, () => draftInvoice({ ...scenario.request, usage: meter.usage() }));
  // Drafting before any event came finds what else is wrong with the scenario before a long file is read.
  draft();
  const report = await readUsage(sources, meter, environment);
  return { draft: draft(), report };
}

function billStated({ request }: Scenario, usage: UsageByPrice, file: string): Billed {
  const subject = { file, usage: 'usage.by_price' };
  return { draft: refusingFor(subject, () => draftInvoice({ ...request, usage })), report: null };
}

function openMeter({ request }: Scenario, sources: readonly UsageSource[], dedupe: boolean): UsageMeter {
  const { customer, plan, prices, metrics = [], period } = request;
  // Rows that are told apart by their lines cannot repeat, so there is no need to remember them.
  const haveKeys = sources.some(({ csv }) => csv === null || csv.idempotency_key_column !== null);
  return createUsageMeter({ customer, plan, prices, metrics, period, dedupe: dedupe && haveKeys });
}
