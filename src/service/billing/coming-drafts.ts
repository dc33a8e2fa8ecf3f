import { partsOf } from '../../identity/index.js';
import type { CreditLedger, Invoice } from '../../wire/index.js';
import type { Call } from '../call.js';
import { readKept } from '../kept/documents.js';
import { eachKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { chargedLedgers, ledgersOfAll } from './charged-ledgers.js';
import { draftsOf } from './drafts-of.js';
import type { DueDraft } from './due-drafts.js';

/** The drafts that subscriptions have coming, by a key of theirs, or all; the one due last first. */
export async function comingDrafts(call: Call, key: string | undefined): Promise<readonly Invoice[]> {
  const drafts: Invoice[] = [];
  const known = new Map<string, readonly CreditLedger[]>();
  for await (const kept of subscriptionsBy(call, key)) {
    const customer_id = kept.document.customer.id;
    // One that has several finds its own charges among them, which its drafts replace.
    const ledgers = known.get(customer_id) ?? (await chargedLedgers(call, customer_id)).ledgers;
    known.set(customer_id, ledgers);
    for (const { drafted } of await draftsOf(call, kept, ledgers))
      drafts.push({ ...drafted.invoice, invoice_number: '' });
  }
  return drafts.reverse();
}

/** The coming draft that has an id, or null: the id names the subscription. */
export async function findDraft(call: Call, invoice_id: string): Promise<Invoice | null> {
  const found = await findDueDraft(call, invoice_id);
  return found && { ...found.draft.drafted.invoice, invoice_number: '' };
}

/** A coming draft with the subscription that it is of. */
export async function findDueDraft(
  call: Call,
  invoice_id: string,
): Promise<{ readonly draft: DueDraft; readonly owner: Kept<'subscription'> } | null> {
  const owner = await ownerOfDraft(call, invoice_id);
  if (owner === null) return null;
  const { ledgers } = await ledgersOfAll(call, owner.document.customer.id);
  const draft = (await draftsOf(call, owner, ledgers)).find(({ drafted }) => drafted.invoice.id === invoice_id);
  return draft ? { draft, owner } : null;
}

/** The subscription that the id of a draft names, or null. */
export async function ownerOfDraft(call: Call, invoice_id: string): Promise<Kept<'subscription'> | null> {
  const [kind, billed_to] = partsOf(invoice_id);
  return kind === 'invoice' && billed_to !== undefined ? readKept(call, 'subscription', billed_to) : null;
}

async function* subscriptionsBy(call: Call, key: string | undefined): AsyncGenerator<Kept<'subscription'>> {
  const [name, id] = key === undefined ? [] : [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  if (name === 'subscription' && id !== undefined) {
    const kept = await readKept(call, 'subscription', id);
    if (kept !== null) yield kept;
    return;
  }
  yield* eachKept(call, { kind: 'subscription', key });
}
