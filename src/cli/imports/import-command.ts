import { isBillingError } from '../../errors/index.js';
import { importDocuments, type ImportLine } from '../../service/index.js';
import type { StoreInvocation } from '../arguments.js';
import type { Environment } from '../environment.js';
import { readPlacedLines } from '../quotes/read-lines.js';
import { CommandRefusal, describeIssue } from '../refusal.js';
import { serviceOptions } from '../server/account.js';
import { openStore } from '../server/open-store.js';
import { describeImport } from './describe-import.js';

type ImportInvocation = Extract<StoreInvocation, { readonly command: 'import' }>;

/** How many faults are told; the rest is counted. */
const mostFaults = 20;

/**
 * `reckoner import`: stores documents that were fetched from Orb in the database of a server.
 *
 * @throws CommandRefusal if a file or a line of it cannot be used, or the database cannot be opened
 */
export async function runImportCommand(invocation: ImportInvocation, environment: Environment): Promise<void> {
  const { place, files, changed, mode, format } = invocation;
  if (place.kind === 'memory') {
    throw new CommandRefusal('memory keeps nothing from one command to the next; name a database with --db');
  }
  const store = await openStore(place);
  try {
    const lines = () => linesOf(files, environment);
    const report = await importDocuments(serviceOptions(store, environment), { lines, changed, mode });
    environment.stdout.write(format === 'json' ? `${JSON.stringify(report)}\n` : describeImport(report, mode));
  } catch (error) {
    throw importRefusal(error);
  } finally {
    await store.close();
  }
}

async function* linesOf(files: readonly string[], environment: Environment): AsyncGenerator<ImportLine> {
  for (const file of files) yield* readPlacedLines(file, { named: 'a file to import' }, environment);
}

/** What is wrong with the lines, each at its place. */
function importRefusal(error: unknown): unknown {
  if (!isBillingError(error)) return error;
  const faults = error.issues.filter(({ severity }) => severity === 'error').map(describeIssue);
  const more = faults.length > mostFaults ? [`and ${faults.length - mostFaults} more`] : [];
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return new CommandRefusal(`the files have ${count}; nothing was stored`, [...faults.slice(0, mostFaults), ...more]);
}
