import { runBilling, type BillingRun } from '../../service/index.js';
import type { Environment } from '../environment.js';
import type { RunOptions } from '../options.js';
import { CommandRefusal, refusalOf } from '../refusal.js';
import { groupDigits } from '../table/digits.js';
import { serviceOptions } from './account.js';
import { openStore } from './open-store.js';

/**
 * `reckoner run`: does what falls due in the database of a server, up to and including an instant.
 *
 * @throws CommandRefusal if the instant is none, or the database cannot be opened
 */
export async function runBillingCommand(options: RunOptions, environment: Environment): Promise<void> {
  if (options.place.kind === 'memory') {
    throw new CommandRefusal('memory keeps nothing from one command to the next; name a database with --db');
  }
  const store = await openStore(options.place);
  const stop = environment.watchStop();
  try {
    const { until } = options;
    const run = await runBilling(serviceOptions(store, environment), { until, signal: stop.signal });
    environment.stdout.write(options.format === 'json' ? `${JSON.stringify(run)}\n` : describeRun(run));
  } catch (error) {
    throw refusalOf({ file: 'the run', usage: 'usage', result: 'billing beyond this' }, error);
  } finally {
    stop.close();
    await store.close();
  }
}

function describeRun({ customers, invoices, is_complete }: BillingRun): string {
  const said = `${counted(customers, 'customer')} looked at, ${counted(invoices, 'invoice')} issued`;
  return is_complete ? `${said}\n` : `INCOMPLETE, because it was stopped: ${said}\n`;
}

function counted(count: number, noun: string): string {
  return `${groupDigits(String(count))} ${noun}${count === 1 ? '' : 's'}`;
}
