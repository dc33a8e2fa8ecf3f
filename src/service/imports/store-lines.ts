import { problem, type Issue, type Issues } from '../../errors/index.js';
import type { SubscriptionScheduleState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { readKept } from '../kept/documents.js';
import { continueNumbers } from './continue-numbers.js';
import { continueSubscription } from './continue-subscription.js';
import { ledgersIn } from './ledger-lines.js';
import { storeImportedLedger, type LedgerLines } from './import-ledgers.js';
import type { ImportNote, ImportOutcome } from './import-report.js';
import { importRules, type VerbatimKind } from './import-rules.js';
import { textsAt } from './import-keys.js';
import { kindNames, type ImportedKind } from './imported-kinds.js';
import { passedOver } from './passed-over.js';
import type { DocumentLines } from './read-lines.js';
import { nounOf, type Recognised } from './recognise-line.js';
import { isSameJson } from './same-json.js';
import { storeImported, type ChangedPolicy, type Verbatim } from './store-imported.js';

/** What became of each line, and what there is to know. */
export type StoredLines = {
  readonly outcomes: readonly (readonly [ImportedKind, ImportOutcome])[];
  readonly notes: readonly ImportNote[];
  readonly issues: readonly Issue[];
};

type Storing = {
  readonly call: Call;
  readonly changed: ChangedPolicy;
  readonly outcomes: (readonly [ImportedKind, ImportOutcome])[];
  readonly notes: ImportNote[];
  readonly issues: Issues;
  /** The subscriptions that were stored for the first time. */
  readonly fresh: Set<string>;
};

/** Stores documents, each kind after those that it refers to, and lets billing go on where they end. */
export async function storeLines(call: Call, lines: DocumentLines, changed: ChangedPolicy): Promise<StoredLines> {
  const storing: Storing = { call, changed, outcomes: [], notes: [], issues: [], fresh: new Set() };
  for (const kind of kindNames) {
    for (const line of lines.documents.get(kind) ?? []) await storeLine(storing, line);
  }
  await storeLedgers(storing, lines);
  await refuseStrangers(storing, lines);
  // A history with a hole in it is not gone on from; it is refused as a whole.
  if (storing.issues.length === 0) await goOn(storing, lines);
  return storing;
}

async function storeLine(storing: Storing, line: Recognised): Promise<void> {
  const { call, changed, issues, fresh } = storing;
  const reason = passedOver(line);
  if (reason !== null) {
    if ('code' in reason) issues.push(reason);
    else tell(storing, line, { outcome: 'passed_over', message: reason.message });
    return;
  }
  if (!isVerbatim(line)) return;
  const { outcome, issues: found } = await storeImported(call, line, changed);
  for (const issue of found) addIssue(storing, line, issue);
  if (outcome === null) return;
  if (outcome === 'created' && line.kind === 'subscription') fresh.add(String(line.document['id']));
  tell(storing, line, { outcome, message: messageOf(outcome, line) });
}

function addIssue({ issues, notes }: Storing, { kind, place }: Recognised, issue: Issue): void {
  const path = issue.path === '' ? place : `${place}: ${issue.path}`;
  if (issue.severity === 'error') issues.push({ ...issue, path });
  else notes.push({ place, kind, outcome: 'warning', message: `${issue.path}: ${issue.message}` });
}

type Told = { readonly outcome: ImportOutcome; readonly message: string | null };

function tell({ outcomes, notes }: Storing, { kind, place }: Recognised, { outcome, message }: Told): void {
  outcomes.push([kind, outcome]);
  if (message !== null) notes.push({ place, kind, outcome, message });
}

function messageOf(outcome: ImportOutcome, { kind, document }: Recognised): string | null {
  const { id } = document;
  const named = typeof id === 'string' ? `${nounOf(kind)} ${id}` : nounOf(kind);
  if (outcome === 'replaced') return `${named} was stored with other content, which it takes the place of`;
  if (outcome === 'kept') return `${named} is stored with other content, which stays`;
  return null;
}

async function storeLedgers(storing: Storing, { documents }: DocumentLines): Promise<void> {
  const { ledgers, issues } = ledgersIn(documents.get('ledger_entry') ?? [], documents.get('credit_block') ?? []);
  storing.issues.push(...issues);
  for (const ledger of ledgers) {
    const { outcome, issues: found, notes } = await storeImportedLedger(storing.call, ledger);
    storing.issues.push(...found);
    storing.notes.push(...notes);
    if (outcome !== null) tellLedger(storing, ledger, outcome);
  }
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
async function goOn(storing: Storing, { documents }: DocumentLines): Promise<void> {
  const invoices = (documents.get('invoice') ?? []).map(({ document }) => document);
  for (const id of new Set(textsAt(invoices, ['customer', 'id']))) await continueNumbers(storing.call, id);
  const schedules = await scheduledItems(storing, documents.get('subscription_schedule') ?? []);
  const subscriptions = (documents.get('subscription') ?? []).map(({ document }) => document);
  const ids = [...textsAt(subscriptions, ['id']), ...textsAt(invoices, ['subscription', 'id']), ...schedules.keys()];
  for (const id of new Set(ids)) await continueSubscription(storing.call, id, schedules.get(id) ?? []);
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
    const isKnown = kept.aside.schedule.some((item) => isSameJson(item, line.document));
    const outcome = scheduleOutcome(storing, { isKnown, isFresh: storing.fresh.has(subscription_id) });
    tell(storing, line, { outcome, message: messageOf(outcome, line) });
    if (outcome === 'kept' || outcome === 'unchanged') continue;
    items.set(subscription_id, [...(items.get(subscription_id) ?? []), line.document as SubscriptionScheduleState]);
  }
  return items;
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
