import { isObject } from '../../errors/index.js';
import { percentTax, type EventInput, type TaxFunction, type TaxRateInput } from '../../index.js';
import type { Environment } from '../environment.js';
import { CommandRefusal, refusalOf } from '../refusal.js';
import { readDocument } from '../scenario/open-scenario.js';
import { readJsonLines } from './read-lines.js';

type Request = { readonly scenario: string; readonly usage_files: readonly string[] };

/**
 * Reads a scenario of quoting: what the library takes, with taxes as a list of rates, and events from files. What is in it
 * is checked by the library.
 *
 * @throws CommandRefusal if a file cannot be used
 */
export async function readQuoteDocument(
  request: Request,
  environment: Environment,
): Promise<Readonly<Record<string, unknown>>> {
  const { scenario: file, usage_files } = request;
  const document = await readDocument(file, 'the scenario', environment);
  if (!isObject(document)) throw new CommandRefusal(`${file}: is no JSON object; give a scenario`);
  const { taxes } = document;
  const given = Object.entries(document).filter(([key]) => key !== 'taxes' && key !== 'description');
  const events = await readEvents(usage_files, environment);
  return {
    ...Object.fromEntries(given),
    ...(taxes === undefined ? {} : { tax: taxOf(taxes, file) }),
    ...(events === null ? {} : { events }),
  };
}

function taxOf(taxes: unknown, file: string): TaxFunction {
  try {
    return percentTax(taxes as readonly TaxRateInput[]);
  } catch (error) {
    throw refusalOf({ file, usage: 'usage', result: 'quote' }, error);
  }
}

async function readEvents(files: readonly string[], environment: Environment): Promise<readonly EventInput[] | null> {
  if (files.length === 0) return null;
  const events: EventInput[] = [];
  for (const file of files)
    for await (const event of readJsonLines(file, { named: '--usage' }, environment)) events.push(event as EventInput);
  return events;
}
