import { readArguments, type DocumentInvocation, type StoreInvocation } from './arguments.js';
import type { Environment } from './environment.js';
import { help } from './help.js';
import { runAuditCommand } from './audits/audit-command.js';
import { runImportCommand } from './imports/import-command.js';
import { runInvoice } from './invoice-command.js';
import { runCompareCommand } from './quotes/compare-command.js';
import { runCurveCommand } from './quotes/curve-command.js';
import { runQuoteCommand } from './quotes/quote-command.js';
import { runSimulateCommand } from './quotes/simulate-command.js';
import { CommandRefusal } from './refusal.js';
import { runBillingCommand } from './server/run-billing-command.js';
import { runServeCommand } from './server/serve-command.js';

/** 0: done; 2: the input was refused; 1: an audit found something, or a fault of ours. */
export type ExitCode = 0 | 1 | 2;

/** How a command ends that was not refused: an audit may have found something. */
type Ending = 'findings' | undefined | void;

/** Runs the command with the arguments behind the program's name. Never throws. */
export async function runCommand(given: readonly string[], environment: Environment): Promise<ExitCode> {
  try {
    return (await dispatch(given, environment)) === 'findings' ? 1 : 0;
  } catch (error) {
    environment.stderr.write(describeFailure(error));
    return error instanceof CommandRefusal ? 2 : 1;
  }
}

async function dispatch(given: readonly string[], environment: Environment): Promise<Ending> {
  const invocation = readArguments(given);
  if (invocation.command === 'help') return environment.stdout.write(help[invocation.topic ?? 'all']);
  if (invocation.command === 'version') return environment.stdout.write(`${await environment.readVersion()}\n`);
  if (isOnStore(invocation)) return runOnStore(invocation, environment);
  return runDocument(invocation, environment);
}

function isOnStore(invocation: DocumentInvocation | StoreInvocation): invocation is StoreInvocation {
  return ['serve', 'run', 'import', 'audit'].includes(invocation.command);
}

/** Runs the command that works on a database. */
function runOnStore(invocation: StoreInvocation, environment: Environment): Promise<Ending> {
  switch (invocation.command) {
    case 'serve':
      return runServeCommand(invocation, environment);
    case 'run':
      return runBillingCommand(invocation, environment);
    case 'import':
      return runImportCommand(invocation, environment);
    case 'audit':
      return runAuditCommand(invocation, environment);
  }
}

/** Runs the command that reads a document. */
async function runDocument(invocation: DocumentInvocation, environment: Environment): Promise<void> {
  switch (invocation.command) {
    case 'invoice':
      return runInvoice(invocation, environment);
    case 'quote':
      return runQuoteCommand(invocation, environment);
    case 'compare':
      return runCompareCommand(invocation, environment);
    case 'curve':
      return runCurveCommand(invocation, environment);
    case 'simulate':
      return runSimulateCommand(invocation, environment);
  }
}

function describeFailure(error: unknown): string {
  if (error instanceof CommandRefusal) {
    return [`reckoner: ${error.message}`, ...error.faults.map((fault) => `  ${fault}`), ''].join('\n');
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `reckoner: this is a fault of reckoner, not of the input; please report it\n${trace}\n`;
}
