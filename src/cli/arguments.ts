import { parseArgs } from 'node:util';
import { CommandRefusal } from './refusal.js';

/** What the command line asks for. */
export type Invocation =
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | ({ readonly command: 'invoice'; readonly scenario: string } & InvoiceOptions);

export type InvoiceOptions = {
  /** Files that take the place of the scenario's. */
  readonly usage_files: readonly string[];
  readonly format: 'table' | 'json';
  readonly explain: boolean;
  /** Whether a rejected usage row refuses the whole run. */
  readonly strict: boolean;
};

const hint = 'reckoner --help shows how to call it';

/**
 * Reads the arguments behind the program's name.
 *
 * @throws CommandRefusal for anything that is not understood
 */
export function readArguments(given: readonly string[]): Invocation {
  const { values, positionals } = parse(given);
  if (values.help === true) return { command: 'help' };
  if (values.version === true) return { command: 'version' };
  return {
    command: 'invoice',
    scenario: readScenarioName(positionals),
    usage_files: values.usage ?? [],
    format: values.json === true ? 'json' : 'table',
    explain: values.explain === true,
    strict: values.strict === true,
  };
}

function readScenarioName([command, scenario, ...others]: readonly string[]): string {
  if (command !== 'invoice') {
    const fault = command === undefined ? 'a command is missing' : `${JSON.stringify(command)} is no command`;
    throw new CommandRefusal(`${fault}; the command is invoice (${hint})`);
  }
  if (scenario === undefined) throw new CommandRefusal(`name the scenario: reckoner invoice scenario.json (${hint})`);
  if (others.length === 0) return scenario;
  const extra = others.map((word) => JSON.stringify(word)).join(' ');
  throw new CommandRefusal(`${extra} is one scenario too many; name usage files with --usage (${hint})`);
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        usage: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        explain: { type: 'boolean' },
        strict: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    const isFault = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!isFault) throw error;
    // The first sentence says what is wrong; Node's second is about passing it as a positional, which is no use here.
    const [fault = error.message] = error.message.split('. ');
    throw new CommandRefusal(`${fault} (${hint})`);
  }
}
