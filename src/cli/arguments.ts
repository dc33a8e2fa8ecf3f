import { parseArgs } from 'node:util';
import {
  optionsOf,
  readOptions,
  type CurveOptions,
  type InvoiceOptions,
  type OptionValues,
  type QuoteOptions,
  type SimulateOptions,
} from './options.js';
import { CommandRefusal } from './refusal.js';

/** A command that reads a document. */
type Command = 'invoice' | 'quote' | 'compare' | 'curve' | 'simulate';

/** A command with its document and its options. */
export type DocumentInvocation =
  | ({ readonly command: 'invoice'; readonly scenario: string } & InvoiceOptions)
  | ({ readonly command: 'quote' | 'compare'; readonly scenario: string } & QuoteOptions)
  | ({ readonly command: 'curve'; readonly scenario: string } & CurveOptions)
  | ({ readonly command: 'simulate'; readonly scenario: string } & SimulateOptions);

/** What the command line asks for. */
export type Invocation =
  { readonly command: 'help'; readonly topic: Command | null } | { readonly command: 'version' } | DocumentInvocation;

const hint = 'reckoner --help shows how to call it';

const documents: { readonly [C in Command]: string } = {
  invoice: 'the scenario',
  quote: 'the scenario',
  compare: 'the scenario',
  curve: 'the price',
  simulate: 'the scenario',
};

/**
 * Reads the arguments behind the program's name.
 *
 * @throws CommandRefusal for anything that is not understood
 */
export function readArguments(given: readonly string[]): Invocation {
  const { values, positionals } = parse(given);
  const [word] = positionals;
  if (values.help === true) return { command: 'help', topic: isCommand(word) ? word : null };
  if (values.version === true) return { command: 'version' };
  const { command, scenario } = readDocument(positionals);
  const stray = Object.keys(values).find((option) => !optionsOf[command].includes(option));
  if (stray !== undefined) throw new CommandRefusal(`--${stray} is no option of ${command} (${hint})`);
  return readInvocation(command, scenario, values);
}

function readInvocation(command: Command, scenario: string, values: OptionValues): DocumentInvocation {
  switch (command) {
    case 'invoice':
      return { command, scenario, ...readOptions.invoice(values) };
    case 'quote':
    case 'compare':
      return { command, scenario, ...readOptions.quote(values) };
    case 'curve':
      return { command, scenario, ...readOptions.curve(values, hint) };
    case 'simulate':
      return { command, scenario, ...readOptions.simulate(values) };
  }
}

function isCommand(word: string | undefined): word is Command {
  return word !== undefined && Object.hasOwn(documents, word);
}

function readDocument([command, scenario, ...others]: readonly string[]): {
  readonly command: Command;
  readonly scenario: string;
} {
  if (!isCommand(command)) {
    const fault = command === undefined ? 'a command is missing' : `${JSON.stringify(command)} is no command`;
    throw new CommandRefusal(`${fault}; the commands are ${Object.keys(documents).join(', ')} (${hint})`);
  }
  const [article, noun = ''] = documents[command].split(' ');
  if (scenario === undefined)
    throw new CommandRefusal(`name ${article} ${noun}: reckoner ${command} ${noun}.json (${hint})`);
  if (others.length === 0) return { command, scenario };
  const extra = others.map((word) => JSON.stringify(word)).join(' ');
  const instead = command === 'invoice' ? '; name usage files with --usage' : '';
  throw new CommandRefusal(`${extra} is one ${noun} too many${instead} (${hint})`);
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
        price: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        group: { type: 'string', multiple: true },
        out: { type: 'string' },
        customers: { type: 'string' },
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
