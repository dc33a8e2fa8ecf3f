import { problem, type Issue } from '../../errors/index.js';
import { identity } from '../../identity/index.js';
import { interpretInstant } from '../../time/index.js';
import type { SubscriptionScheduleState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { readKept } from '../kept/documents.js';
import { continueNumbers } from './continue-numbers.js';
import { continueSubscription } from './continue-subscription.js';
import { ledgersIn, type LedgerLines } from './ledger-lines.js';
import { storeImportedLedger } from './import-ledgers.js';
import type { ImportNote, ImportOutcome } from './import-report.js';
import { importRules, type VerbatimKind } from './import-rules.js';
import { textsAt } from './import-keys.js';
import { kindNames, type ImportedKind } from './imported-kinds.js';
import { passedOver } from './passed-over.js';
import type { DocumentLines } from './read-lines.js';
import type { Recognised } from './recognise-line.js';
import { storeWaiting } from './store-waiting.js';
import { linesOf, addIssue, messageOf, tell, type Storing } from './storing.js';
import { isSameJson } from './same-json.js';
import { storeImported, type ChangedPolicy, type Verbatim } from './store-imported.js';

/** What became of each line, and what there is to know. */
export type StoredLines = {
  readonly outcomes: readonly (readonly [ImportedKind, ImportOutcome])[];
  readonly notes: readonly ImportNote[];
  readonly issues: readonly Issue[];
};

/** Stores documents, each kind after those that it refers to, and lets billing go on where they end. */
export async function storeLines(call: Call, lines: DocumentLines, changed: ChangedPolicy): Promise<StoredLines> {
  const storing: Storing = { call, changed, outcomes: [], notes: [], issues: [], fresh: new Set() };
  for (const kind of kindNames) {
    for (const line of inOrderOfCreation(linesOf(lines, kind))) await storeLine(storing, line);
  }
  await storeLedgers(storing, lines);
  await refuseStrangers(storing, lines);
  // A history with a hole in it is not gone on from; it is refused as a whole.
  if (storing.issues.length === 0) await goOn(storing, lines);
  return { ...storing, issues: inOrderOfPlaces(storing.issues) };
}

/** Line 10 comes after line 9: whoever mends a file goes through it from its beginning. */
function inOrderOfPlaces(issues: readonly Issue[]): readonly Issue[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return [...issues].sort((a, b) => compare(a.path, b.path));
}

/** The eldest first, because lists begin with what was stored last. Without dates lists are taken as Orb's, the latest first. */
function inOrderOfCreation(lines: readonly Recognised[]): readonly Recognised[] {
  const dated = lines.map((line) => ({ line, created: createdAt(line) })).reverse();
  return dated.sort((a, b) => a.created - b.created).map(({ line }) => line);
}

function createdAt({ document: { created_at } }: Recognised): number {
  return interpretInstant(created_at) ?? -Infinity;
}

async function storeLine(storing: Storing, line: Recognised): Promise<void> {
  const { call, changed, fresh } = storing;
  const reason = passedOver(line);
  if (reason !== null) tell(storing, line, { outcome: 'passed_over', message: reason });
  if (reason !== null || !isVerbatim(line)) return;
  const { outcome, issues: found } = await storeImported(call, line, changed);
  for (const issue of found) addIssue(storing, line, issue);
  if (outcome === null) return;
  if (outcome === 'created') fresh.add(identity(line.kind, String(line.document['id'])));
  tell(storing, line, { outcome, message: messageOf(outcome, line) });
}

async function storeLedgers(storing: Storing, lines: DocumentLines): Promise<void> {
  const { ledgers, issues } = ledgersIn(entriesOf(lines), linesOf(lines, 'credit_block'));
  storing.issues.push(...issues);
  for (const ledger of ledgers) {
    const { outcome, issues: found, notes } = await storeImportedLedger(storing.call, ledger);
    storing.issues.push(...found);
    storing.notes.push(...notes);
    if (outcome !== null) tellLedger(storing, ledger, outcome);
  }
}

/** What a draft charges follows from usage too, also where its day is over and the charge committed (§8.2). */
function entriesOf(lines: DocumentLines): readonly Recognised[] {
  const invoices = linesOf(lines, 'invoice').filter((line) => passedOver(line) !== null);
  const drafts = new Set(invoices.map(({ document }) => document['id']));
  return linesOf(lines, 'ledger_entry').map((line) =>
    line.document['entry_type'] === 'decrement' && drafts.has(line.document['invoice_id'])
      ? { ...line, document: { ...line.document, entry_status: 'pending' } }
      : line,
  );
}

/** A ledger is stored as a whole; what is pending of it follows from usage. */
function tellLedger(storing: Storing, ledger: LedgerLines, outcome: ImportOutcome): void {
  const [first, ...others] = [...ledger.entries, ...ledger.blocks];
  const message = `the ledger of ${ledger.customer_id} in ${ledger.currency} is stored with another history, which stays`;
  const outcomeOf = ({ document }: Recognised): ImportOutcome =>
    document['entry_status'] === 'pending' && document['entry_type'] !== 'increment' ? 'passed_over' : outcome;
  if (first !== undefined) {
    tell(storing, first, { outcome: outcomeOf(first), message: outcome === 'kept' ? message : null });
  }
  for (const line of others) tell(storing, line, { outcome: outcomeOf(line), message: null });
}

/** Events of customers that nobody knows would never be billed. */
async function refuseStrangers({ call, issues }: Storing, { owners }: DocumentLines): Promise<void> {
  for (const [customer_id, place] of owners) {
    if ((await readKept(call, 'customer', customer_id)) !== null) continue;
    const message = `is ${JSON.stringify(customer_id)}, a customer that is neither stored nor among the files; add its line`;
    issues.push(problem(`${place}: customer_id`, 'invalid_reference', message));
  }
}

/** Lets numbers and invoices go on where the imported ones end. */
async function goOn(storing: Storing, lines: DocumentLines): Promise<void> {
  const invoices = linesOf(lines, 'invoice').map(({ document }) => document);
  for (const id of new Set(textsAt(invoices, ['customer', 'id']))) await continueNumbers(storing.call, id);
  const schedules = await scheduledItems(storing, linesOf(lines, 'subscription_schedule'));
  const subscriptions = linesOf(lines, 'subscription').map(({ document }) => document);
  const ids = [...textsAt(subscriptions, ['id']), ...textsAt(invoices, ['subscription', 'id']), ...schedules.keys()];
  for (const id of new Set(ids)) await continueSubscription(storing.call, id, schedules.get(id) ?? []);
  await storeWaiting(storing, lines);
}

type Stretches = ReadonlyMap<string, readonly SubscriptionScheduleState[]>;

/** The stretches to be kept of each subscription; those that are known are no news, and others replace them if they may. */
async function scheduledItems(storing: Storing, lines: readonly Recognised[]): Promise<Stretches> {
  const items = new Map<string, SubscriptionScheduleState[]>();
  for (const line of lines) {
    const { subscription_id = '' } = line.owner;
    const kept = await readKept(storing.call, 'subscription', subscription_id);
    if (kept === null) {
      const message = `is of the subscription ${subscription_id}, which is neither stored nor among the files; add its line`;
      storing.issues.push(problem(line.place, 'invalid_reference', message));
      continue;
    }
    const isKnown = kept.aside.schedule.some((item) => isSaid(line.document, item));
    const outcome = scheduleOutcome(storing, {
      isKnown,
      isFresh: storing.fresh.has(identity('subscription', subscription_id)),
    });
    tell(storing, line, { outcome, message: messageOf(outcome, line) });
    if (outcome === 'kept' || outcome === 'unchanged') continue;
    items.set(subscription_id, [...(items.get(subscription_id) ?? []), line.document as SubscriptionScheduleState]);
  }
  return items;
}

/** Whether a stretch is known; the versions that its plan passed through may have been told by the prices alone. */
function isSaid(said: Recognised['document'], { plan_versions, ...known }: SubscriptionScheduleState): boolean {
  return isSameJson(said, 'plan_versions' in said ? { ...known, plan_versions } : known);
}

function scheduleOutcome(
  { changed }: Storing,
  { isKnown, isFresh }: { readonly isKnown: boolean; readonly isFresh: boolean },
): ImportOutcome {
  if (isKnown) return 'unchanged';
  if (isFresh) return 'created';
  return changed === 'replace' ? 'replaced' : 'kept';
}

function isVerbatim(line: Recognised): line is Verbatim<VerbatimKind> {
  return Object.hasOwn(importRules, line.kind);
}
