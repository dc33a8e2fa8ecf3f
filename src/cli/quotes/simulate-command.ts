import { isObject } from '../../errors/index.js';
import { simulate, type SimulatedSide, type SimulateInput, type Simulation } from '../../index.js';
import type { SimulateOptions } from '../options.js';
import type { Environment } from '../environment.js';
import { CommandRefusal, refusalOf } from '../refusal.js';
import { readDocument } from '../scenario/open-scenario.js';
import { groupDigits } from '../table/digits.js';
import { layOut, type TableRow } from '../table/layout.js';
import { withSign } from './amounts.js';
import { chooseCustomers } from './choose-customers.js';
import { createCustomerProgress } from './simulate-progress.js';

type Request = SimulateOptions & { readonly scenario: string };

/**
 * `reckoner simulate`: a price change over many customers, read one by one.
 *
 * @throws CommandRefusal if the input is refused; nothing was printed then
 */
export async function runSimulateCommand(request: Request, environment: Environment): Promise<void> {
  const document = await readDocument(request.scenario, 'the scenario', environment);
  if (!isObject(document)) throw new CommandRefusal(`${request.scenario}: is no JSON object; give a scenario`);
  const { customers, share } = await chooseCustomers(document['customers'], request, environment);
  const { signal, close } = environment.watchInterrupt();
  const progress = createCustomerProgress(share, environment);
  const input = { ...document, customers, signal, onProgress: progress.advance } as SimulateInput;
  const result = await simulate(input)
    .catch((error: unknown) => {
      throw refusalOf({ file: request.scenario, usage: 'usage', result: 'simulation' }, error);
    })
    .finally(() => {
      progress.erase();
      close();
    });
  if (!result.complete)
    environment.stderr.write(`reckoner: interrupted after ${result.customers} customers; what follows is INCOMPLETE\n`);
  environment.stdout.write(request.format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : asText(result));
}

function asText(result: Simulation): string {
  const { revenue, winners, losers, failed, kept, distribution } = result;
  const amounts: readonly TableRow[] = [
    [`${result.currency ?? ''} recognized`.trim(), 'Amount'],
    'rule',
    ['Current prices', groupDigits(revenue.current)],
    ['Proposed prices', groupDigits(revenue.proposed)],
    ['Charged', groupDigits(revenue.charged)],
    ['Change', withSign(revenue.change)],
  ];
  const people: readonly TableRow[] = [
    ['Customers', 'Count', 'Change'],
    'rule',
    ['pay less', String(winners.customers), withSign(winners.change)],
    ['pay more', String(losers.customers), withSign(losers.change)],
    ['pay the same', String(result.unchanged), ''],
    ...kept.map(({ rule, customers }) => [`kept by ${rule}`, String(customers), '']),
    ['not computed', String(failed.customers), ''],
    'rule',
    ['Total', String(result.customers + failed.customers), withSign(revenue.change)],
  ];
  const spread = distribution.percentiles.map(({ percentile, change }) => [`${percentile} %`, withSign(change)]);
  return [
    ...(result.complete ? [] : ['INCOMPLETE: the run was interrupted', '']),
    ...layOut(amounts, ['left', 'right']),
    '',
    ...layOut(people, ['left', 'right', 'right']),
    '',
    ...layOut([['Percentile', 'Change'], 'rule', ...spread], ['right', 'right']),
    ...drawLargest('Largest decreases', winners),
    ...drawLargest('Largest increases', losers),
    ...failed.first.flatMap(({ customer_id, detail }, at) => [
      ...(at === 0 ? [''] : []),
      `not computed: ${customer_id ?? 'a customer without an id'}: ${detail}`,
    ]),
    '',
  ].join('\n');
}

function drawLargest(title: string, { largest }: SimulatedSide): readonly string[] {
  if (largest.length === 0) return [];
  const rows = largest.map(({ customer_id, current, charged, change }) => [
    customer_id,
    groupDigits(current),
    groupDigits(charged),
    withSign(change),
  ]);
  return ['', ...layOut([[title, 'Now', 'Then', 'Change'], 'rule', ...rows], ['left', 'right', 'right', 'right'])];
}
