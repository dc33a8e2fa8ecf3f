import { problem, shown } from '../../errors/index.js';
import { identity } from '../../identity/index.js';
import { readKept } from '../kept/documents.js';
import { continueMigration } from './continue-migration.js';
import { storeImportedChange } from './import-changes.js';
import { textsAt } from './import-keys.js';
import { passedOver } from './passed-over.js';
import type { DocumentLines } from './read-lines.js';
import type { Recognised } from './recognise-line.js';
import { addIssue, linesOf, messageOf, tell, type Storing } from './storing.js';

/** Lets what waits or is under way go on: migrations, and changes that await their confirmation. */
export async function storeWaiting(storing: Storing, lines: DocumentLines): Promise<void> {
  for (const line of linesOf(lines, 'plan_migration')) await goOnMigrating(storing, line);
  for (const line of linesOf(lines, 'subscription_change')) await storeChange(storing, line);
  const told = new Set(linesOf(lines, 'subscription_change').map(({ document }) => document['id']));
  for (const line of linesOf(lines, 'subscription')) await needChange(storing, line, told);
}

/** What of a migration under way was made already is seen once all subscriptions are there. */
async function goOnMigrating(storing: Storing, line: Recognised): Promise<void> {
  const id = String(line.document['id']);
  if (!storing.fresh.has(identity('plan_migration', id))) return;
  for (const issue of await continueMigration(storing.call, id)) addIssue(storing, line, issue);
}

/** A change that waits is made again, for which all that it changes has to be there. */
async function storeChange(storing: Storing, line: Recognised): Promise<void> {
  if (passedOver(line) !== null) return;
  const { outcome, issues } = await storeImportedChange(storing.call, line, storing.changed);
  for (const issue of issues) addIssue(storing, line, issue);
  if (outcome !== null) tell(storing, line, { outcome, message: messageOf(outcome, line) });
}

/** A subscription that waits for a change nobody knows could never be changed again. */
async function needChange(storing: Storing, line: Recognised, told: ReadonlySet<unknown>): Promise<void> {
  for (const id of textsAt(line.document, ['pending_subscription_change', 'id'])) {
    // What is wrong with one that has a line was told of that line.
    if (told.has(id) || (await readKept(storing.call, 'subscription_change', id)) !== null) continue;
    const message = `is ${shown(id)}, a change that is neither stored nor among the files; add it as subscriptionChanges.retrieve answers it, or apply or cancel it at Orb and fetch the subscription again`;
    addIssue(storing, line, problem('pending_subscription_change.id', 'invalid_reference', message));
  }
}
