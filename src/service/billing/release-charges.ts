import { releaseCreditCharges } from '../../index.js';
import type { Invoice } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { keepLedgers, ledgersOf } from './ledgers.js';

/** Credits that paid lines of an invoice that stands for nothing any more come back (§11.3). */
export async function releaseCharges(call: Call, { id, customer }: Invoice): Promise<void> {
  for (const ledger of await ledgersOf(call, customer.id)) {
    if (!ledger.charges.some(({ invoice_id }) => invoice_id === id)) continue;
    const step = releaseCreditCharges({ ledger, invoice_id: id, at: call.at, ...policiesOf(call) });
    await keepLedgers(call, [step.ledger]);
    await storeEffects(call.transaction, step.effects);
  }
}
