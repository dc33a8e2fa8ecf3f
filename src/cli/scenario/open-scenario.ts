import type { Environment } from '../environment.js';
import { CommandRefusal, fileRefusal, refusingFor } from '../refusal.js';
import { readScenario } from './read-scenario.js';
import type { Scenario } from './scenario.js';

/**
 * Reads a scenario file.
 *
 * @throws CommandRefusal if it is not there, is no JSON, or has faults
 */
export async function openScenario(file: string, environment: Environment): Promise<Scenario> {
  const document = await readDocument(file, 'the scenario', environment);
  return refusingFor({ file, usage: 'usage' }, () => readScenario(document, file));
}

/**
 * Reads a JSON file; `named` is what messages call it.
 *
 * @throws CommandRefusal if it is not there or is no JSON
 */
export async function readDocument(file: string, named: string, environment: Environment): Promise<unknown> {
  const text = await environment.readText(file).catch((error: unknown) => {
    throw fileRefusal(file, named, error);
  });
  return parseDocument(text, file);
}

function parseDocument(text: string, file: string): unknown {
  try {
    // Some editors open a file with a byte order mark, which JSON does not know.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandRefusal(`${file}${placeOf(text, error.message)}: is not valid JSON; ${error.message}`);
  }
}

/** `:line:column` of the fault, where the engine says at which character it is. */
function placeOf(text: string, message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
