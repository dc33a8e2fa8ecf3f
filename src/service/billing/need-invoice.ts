import type { Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, readKept, writeKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import { refuseMissing } from '../refusals.js';
import { keepChargedLedgers } from './charged-ledgers.js';
import { findDueDraft, ownerOfDraft } from './coming-drafts.js';
import { keepLedgers } from './ledgers.js';

/** The invoice that an action names. A coming draft is stored first, because what is done to it has to be kept. */
export async function needInvoice(call: Call, invoice_id: string): Promise<Kept<'invoice'>> {
  const kept = await readKept(call, 'invoice', invoice_id);
  if (kept !== null) return kept;
  const owner = await ownerOfDraft(call, invoice_id);
  // What all charge by now is stored before it, so that its own entries follow theirs.
  if (owner !== null) await keepChargedLedgers(call, owner.document.customer.id);
  const found = await findDueDraft(call, invoice_id);
  if (found === null) return refuseMissing('invoice', invoice_id);
  await keepLedgers(call, found.draft.drafted.ledgers);
  await storeEffects(call.transaction, found.draft.drafted.effects);
  const stored = await needKept(call, 'invoice', invoice_id);
  const payment_terms = { net_terms: found.owner.document.net_terms };
  return writeKept(call, 'invoice', { ...stored, aside: { ...stored.aside, payment_terms } });
}
