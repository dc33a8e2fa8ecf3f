import { grantAllocations } from '../../index.js';
import { policiesOf, type Call } from '../call.js';
import { grantedCurrencies } from '../billing/granted-currencies.js';
import { keepLedgers, ledgerOf } from '../billing/ledgers.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept } from '../kept/documents.js';
import { licensesBy } from '../resources/licenses.js';

/** Grants the credits of a subscription's allocations whose periods have begun (§8.6); none twice. */
export async function grantDue(call: Call, subscription_id: string): Promise<void> {
  const { document: subscription, aside } = await needKept(call, 'subscription', subscription_id);
  const granted = subscription.price_intervals.flatMap(({ price }) => grantedCurrencies(price));
  if (granted.length === 0) return;
  const { document: customer } = await needKept(call, 'customer', subscription.customer.id);
  const licenses = await licensesBy(call, subscription_id);
  for (const currency of new Set(granted)) {
    const { ledger, effects } = grantAllocations({
      ledger: await ledgerOf(call, customer, currency),
      subscription,
      schedule: aside.schedule,
      licenses,
      // What began while somebody else looked after the subscription is among the imported credits.
      granted_until: aside.imported_at,
      at: call.at,
      ...policiesOf(call),
    });
    await keepLedgers(call, [ledger]);
    await storeEffects(call.transaction, effects);
  }
}
