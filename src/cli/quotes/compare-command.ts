import {
  comparePlans,
  type BreakEven,
  type ComparedAmount,
  type ComparePlansInput,
  type PlanComparison,
} from '../../index.js';
import type { QuoteOptions } from '../options.js';
import type { Environment } from '../environment.js';
import { refusingFor } from '../refusal.js';
import { groupDigits } from '../table/digits.js';
import { layOut, type TableRow } from '../table/layout.js';
import { dateIn } from './amounts.js';
import { readQuoteDocument } from './quote-document.js';

type Request = QuoteOptions & { readonly scenario: string };

/**
 * `reckoner compare`: what the same usage comes to under several offers.
 *
 * @throws CommandRefusal if the input is refused; nothing was printed then
 */
export async function runCompareCommand(request: Request, environment: Environment): Promise<void> {
  const input = (await readQuoteDocument(request, environment)) as ComparePlansInput;
  const compared = refusingFor({ file: request.scenario, usage: 'usage', result: 'comparison' }, () =>
    comparePlans(input),
  );
  const { stdout } = environment;
  if (request.format === 'json') stdout.write(`${JSON.stringify(compared, withoutExplanations, 2)}\n`);
  else stdout.write(asText(compared, input.customer.timezone ?? 'UTC'));
}

/** Explanations are many times what they explain; `reckoner quote --explain --json` prints those of one offer. */
function withoutExplanations(key: string, value: unknown): unknown {
  return key === 'explanation' ? undefined : value;
}

function asText({ currency, offers, periods, items, total, break_even }: PlanComparison, zone: string): string {
  const names = offers.map(({ name }) => name);
  const cheapest = (ids: readonly string[]): string =>
    offers
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(', ');
  const rows: readonly TableRow[] = [
    [`${currency} recognized`, ...names, 'Cheapest'],
    'rule',
    ...periods.map((period) => [
      dateIn(zone, period.start_date),
      ...cellsOf(period.amounts),
      cheapest(period.cheapest),
    ]),
    'rule',
    ...items.map(({ name, amounts }) => [name, ...cellsOf(amounts)]),
    'rule',
    ['Total', ...cellsOf(total.amounts), cheapest(total.cheapest)],
  ];
  const table = layOut(rows, ['left', ...names.map(() => 'right' as const), 'left']);
  return [...table, ...(break_even === null ? [] : ['', ...describe(break_even, offers)]), ''].join('\n');
}

function cellsOf(amounts: readonly ComparedAmount[]): readonly string[] {
  return amounts.map(({ amount }) => groupDigits(amount));
}

function describe({ usage, between, method, points }: BreakEven, offers: PlanComparison['offers']): readonly string[] {
  const nameOf = (id: string | null): string => offers.find((offer) => offer.id === id)?.name ?? 'neither';
  const [a, b] = between.map(nameOf);
  const how = method === 'exact' ? 'exact, before lines are rounded' : 'by drafting, to one unit';
  const heading = `Break-even of ${a} and ${b} in ${usage} per period (${how}):`;
  if (points.length === 0) return [heading, '  none in the range'];
  return [
    heading,
    ...points.map(
      (point) =>
        `  ${groupDigits(point.quantity)}: below it ${nameOf(point.cheaper_below)} is cheaper, above it ${nameOf(point.cheaper_above)}`,
    ),
  ];
}
