import { problem, shown, type Issue } from '../../errors/index.js';
import type { JsonDocument } from '../../repository/index.js';
import type { Call } from '../call.js';
import { findKept, needKept, planVersionId, readKept, writeKept } from '../kept/documents.js';
import { keysOf } from '../kept/keys.js';
import type { DocumentOf, Kept } from '../kept/shapes.js';
import { storeVersion } from '../resources/plans.js';
import type { ImportOutcome } from './import-report.js';
import { importRules, type ImportRule, type VerbatimKind } from './import-rules.js';
import { keyIssues, textsAt } from './import-keys.js';
import { nounOf, type Recognised } from './recognise-line.js';
import { isSameJson } from './same-json.js';

/** What is done with a document that is stored already and says something else. */
export type ChangedPolicy = 'keep' | 'replace';

/** A document of a kind that is stored as it comes. */
export type Verbatim<K extends VerbatimKind> = Recognised & { readonly kind: K };

/** What became of a document, or what is wrong with it. */
export type Stored = { readonly outcome: ImportOutcome | null; readonly issues: readonly Issue[] };

/** Stores a document of a kind by its rule, unless something is wrong with it. */
export async function storeImported<K extends VerbatimKind>(
  call: Call,
  line: Verbatim<K>,
  changed: ChangedPolicy,
): Promise<Stored> {
  const rule: ImportRule<K> = importRules[line.kind];
  const faults = [...keyIssues(line.document, rule.keys), ...(await missingNames(call, line, rule))];
  if (faults.length > 0) return { outcome: null, issues: faults };
  const entry = await entryOf(call, line, rule);
  const issues = [...(await entry.check()), ...(await takenKeys(call, line.kind, entry))];
  const isWrong = issues.some(({ severity }) => severity === 'error');
  return { outcome: isWrong ? null : await write(call, line, { ...entry, changed }), issues };
}

/** A document as it is to be stored, beside the one that is. */
type Entry<K extends VerbatimKind> = Pick<Kept<K>, 'document' | 'aside'> & { readonly known: Kept<K> | null };

async function entryOf<K extends VerbatimKind>(
  call: Call,
  line: Verbatim<K>,
  rule: ImportRule<K>,
): Promise<Entry<K> & { readonly check: () => Promise<readonly Issue[]> }> {
  const document = await completed(call, line);
  const known = await readKept(call, line.kind, idOf(line));
  const aside = known === null ? await rule.aside(call, document, line.owner) : known.aside;
  return { document, aside, known, check: async () => rule.check?.(call, document) ?? [] };
}

async function write<K extends VerbatimKind>(
  call: Call,
  line: Verbatim<K>,
  { document, aside, known, changed }: Entry<K> & { readonly changed: ChangedPolicy },
): Promise<ImportOutcome> {
  if (known !== null && isSameJson(known.document, document)) return 'unchanged';
  if (known !== null && changed === 'keep') return 'kept';
  await writeKept(call, line.kind, { document, aside, version: known === null ? null : known.version });
  await keepParts(call, line, document);
  return known === null ? 'created' : 'replaced';
}

async function keepParts<K extends VerbatimKind>(call: Call, line: Verbatim<K>, document: object): Promise<void> {
  // A plan brings its prices and is its own first version here.
  if (line.kind === 'plan') await keepVersion(call, document as DocumentOf['plan']);
  if (line.kind === 'plan_version') await keepPrices(call, document as DocumentOf['plan_version']);
}

async function keepVersion(call: Call, plan: DocumentOf['plan']): Promise<void> {
  const known = await readKept(call, 'plan_version', planVersionId(plan.id, plan.version));
  if (known === null) return storeVersion(call, plan);
  await writeKept(call, 'plan_version', { ...known, document: plan });
  await keepPrices(call, plan);
}

async function keepPrices(call: Call, { id, prices }: DocumentOf['plan']): Promise<void> {
  for (const price of prices) {
    const known = await readKept(call, 'price', price.id);
    if (known === null) await writeKept(call, 'price', { document: price, aside: { plan_id: id } });
  }
}

/** The id that a document is stored under. */
function idOf({ kind, document, owner }: Recognised): string {
  if (kind === 'plan_version') return planVersionId(owner.plan_id ?? '', Number(document['version']));
  return String(document['id']);
}

/** Orb's document of a plan's version lacks what belongs to the plan as a whole. */
async function completed<K extends VerbatimKind>(call: Call, line: Verbatim<K>): Promise<DocumentOf[K]> {
  // The keys that matter were looked at; the others are kept as they are.
  if (line.kind !== 'plan_version') return line.document as DocumentOf[K];
  const plan = await needKept(call, 'plan', line.owner.plan_id);
  const document: JsonDocument = { ...plan.document, ...line.document };
  return document as DocumentOf[K];
}

async function missingNames<K extends VerbatimKind>(
  call: Call,
  line: Verbatim<K>,
  { names }: ImportRule<K>,
): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const [kind, path] of names) {
    for (const id of new Set(textsAt({ ...line.document, owner: line.owner }, path.split('.')))) {
      if ((await call.transaction.readDocument(kind, id)) !== null) continue;
      const noun = kind.replaceAll('_', ' ');
      const message = `is ${shown(id)}, a ${noun} that is neither stored nor among the files; add its line`;
      issues.push(problem(path, 'invalid_reference', message));
    }
  }
  return issues;
}

/** What another document of the kind carries already, such as an external id. */
async function takenKeys<K extends VerbatimKind>(
  call: Call,
  kind: K,
  entry: Pick<Kept<K>, 'document' | 'aside'>,
): Promise<readonly Issue[]> {
  const { unique_keys } = keysOf(kind, entry);
  const issues: Issue[] = [];
  for (const key of unique_keys) {
    const other = await findKept(call, kind, key);
    if (other === null || isSameId(other.document, entry.document)) continue;
    const message = `is carried by another ${nounOf(kind)} too: ${shown(key)}`;
    issues.push(problem('', 'duplicate_resource', message));
  }
  return issues;
}

function isSameId(a: object, b: object): boolean {
  return Reflect.get(a, 'id') === Reflect.get(b, 'id');
}
