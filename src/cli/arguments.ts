import { parseArgs } from 'node:util';
import {
  optionsOf,
  readOptions,
  type AuditOptions,
  type CurveOptions,
  type ImportOptions,
  type InvoiceOptions,
  type OptionValues,
  type QuoteOptions,
  type RunOptions,
  type ServeOptions,
  type SimulateOptions,
} from './options.js';
import { CommandRefusal } from './refusal.js';

/** A command that reads a document. */
type DocumentCommand = 'invoice' | 'quote' | 'compare' | 'curve' | 'simulate';

/** A command that works on a database. */
type StoreCommand = 'serve' | 'run' | 'import' | 'audit';

/** A command with its document and its options. */
export type DocumentInvocation =
  | ({ readonly command: 'invoice'; readonly scenario: string } & InvoiceOptions)
  | ({ readonly command: 'quote' | 'compare'; readonly scenario: string } & QuoteOptions)
  | ({ readonly command: 'curve'; readonly scenario: string } & CurveOptions)
  | ({ readonly command: 'simulate'; readonly scenario: string } & SimulateOptions);

/** A command on a database with its options. */
export type StoreInvocation =
  | ({ readonly command: 'serve' } & ServeOptions)
  | ({ readonly command: 'run' } & RunOptions)
  | ({ readonly command: 'import'; readonly files: readonly string[] } & ImportOptions)
  | ({ readonly command: 'audit' } & AuditOptions);

/** What the command line asks for. */
export type Invocation =
  | { readonly command: 'help'; readonly topic: DocumentCommand | StoreCommand | null }
  | { readonly command: 'version' }
  | DocumentInvocation
  | StoreInvocation;

const hint = 'reckoner --help shows how to call it';

const documents: { readonly [C in DocumentCommand]: string } = {
  invoice: 'the scenario',
  quote: 'the scenario',
  compare: 'the scenario',
  curve: 'the price',
  simulate: 'the scenario',
};
const onStores: readonly string[] = ['serve', 'run', 'import', 'audit'] satisfies readonly StoreCommand[];

/**
 * Reads the arguments behind the program's name.
 *
 * @throws CommandRefusal for anything that is not understood
 */
export function readArguments(given: readonly string[]): Invocation {
  const { values, positionals } = parse(given);
  const [word] = positionals;
  if (values.help === true) return { command: 'help', topic: isDocument(word) || isOnStore(word) ? word : null };
  if (values.version === true) return { command: 'version' };
  if (isOnStore(word)) return readOnStore(word, positionals.slice(1), values);
  const { command, scenario } = readDocument(positionals);
  refuseStray(command, values);
  return readInvocation(command, scenario, values);
}

function refuseStray(command: DocumentCommand | StoreCommand, values: OptionValues): void {
  const stray = Object.keys(values).find((option) => !optionsOf[command].includes(option));
  if (stray !== undefined) throw new CommandRefusal(`--${stray} is no option of ${command} (${hint})`);
}

function readOnStore(command: StoreCommand, files: readonly string[], values: OptionValues): StoreInvocation {
  refuseStray(command, values);
  if (command === 'import') return { command, files: readFiles(files), ...readOptions.import(values, hint) };
  const [extra] = files;
  if (extra !== undefined) {
    throw new CommandRefusal(`${JSON.stringify(extra)} is too much; ${command} takes options alone (${hint})`);
  }
  if (command === 'serve') return { command, ...readOptions.serve(values, hint) };
  if (command === 'audit') return { command, ...readOptions.audit(values, hint) };
  return { command, ...readOptions.run(values, hint) };
}

function readFiles(files: readonly string[]): readonly string[] {
  if (files.length === 0) throw new CommandRefusal(`name the files: reckoner import customers.ndjson … (${hint})`);
  const repeated = files.find((file, position) => files.indexOf(file) !== position);
  if (repeated !== undefined) throw new CommandRefusal(`${repeated}: is named twice; remove one (${hint})`);
  return files;
}

function readInvocation(command: DocumentCommand, scenario: string, values: OptionValues): DocumentInvocation {
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

function isDocument(word: string | undefined): word is DocumentCommand {
  return word !== undefined && Object.hasOwn(documents, word);
}

function isOnStore(word: string | undefined): word is StoreCommand {
  return word !== undefined && onStores.includes(word);
}

function readDocument([command, scenario, ...others]: readonly string[]): {
  readonly command: DocumentCommand;
  readonly scenario: string;
} {
  if (!isDocument(command)) {
    const fault = command === undefined ? 'a command is missing' : `${JSON.stringify(command)} is no command`;
    throw new CommandRefusal(
      `${fault}; the commands are ${[...Object.keys(documents), ...onStores].join(', ')} (${hint})`,
    );
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
        db: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        'new-key': { type: 'boolean' },
        webhook: { type: 'string', multiple: true },
        'webhook-secret': { type: 'string' },
        'portal-url': { type: 'string' },
        'portal-secret': { type: 'string' },
        until: { type: 'string' },
        changed: { type: 'string' },
        'dry-run': { type: 'boolean' },
        recompute: { type: 'boolean' },
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
