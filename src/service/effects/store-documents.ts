import { isZero, parseDecimal } from '../../decimal/index.js';
import { readKept, removeKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { EffectOf, Storing } from './storing.js';

/** Stores what a step made of a customer; the balance moves by its own effects alone. */
export async function storeCustomer({
  transaction,
  effect: { customer },
}: Storing<EffectOf<'customer'>>): Promise<void> {
  const known = await readKept({ transaction }, 'customer', customer.id);
  // Nothing is printed with the digits of the currency, which this step may have set.
  const balance =
    known === null || isZero(parseDecimal(known.document.balance)) ? customer.balance : known.document.balance;
  await writeKept({ transaction }, 'customer', {
    document: { ...customer, balance },
    aside: known?.aside ?? { invoice_prefix: customer.id },
    version: known?.version ?? null,
  });
}

/** Stores a coupon with its count of redemptions. */
export async function storeCoupon({ transaction, effect: { coupon } }: Storing<EffectOf<'coupon'>>): Promise<void> {
  const known = await readKept({ transaction }, 'coupon', coupon.id);
  await writeKept({ transaction }, 'coupon', { document: coupon, aside: undefined, version: known?.version ?? null });
}

/** Stores an item that a line was made for. */
export async function storeItem({ transaction, effect: { item } }: Storing<EffectOf<'item_created'>>): Promise<void> {
  const known = await readKept({ transaction }, 'item', item.id);
  await writeKept({ transaction }, 'item', { document: item, aside: undefined, version: known?.version ?? null });
}

/** Stores a top-up; it takes the place of the one that its customer has in the same currency (§8.6). */
export async function storeTopUp({ transaction, effect }: Storing<EffectOf<'top_up'>>): Promise<void> {
  const { customer_id, top_up: document } = effect;
  const others = await allKept({ transaction }, 'top_up', `customer:${customer_id}`);
  for (const other of others.filter((one) => one.document.currency === document.currency)) {
    if (other.document.id !== document.id) await removeKept({ transaction }, 'top_up', other);
  }
  const known = await readKept({ transaction }, 'top_up', document.id);
  await writeKept({ transaction }, 'top_up', { document, aside: { customer_id }, version: known?.version ?? null });
}

/** Stores an alert as it is now, or removes one that is no more. */
export async function storeAlert({ transaction, effect }: Storing<EffectOf<'alert'>>): Promise<void> {
  const known = await readKept({ transaction }, 'alert', effect.alert_id);
  if (effect.alert === null) {
    if (known !== null) await removeKept({ transaction }, 'alert', known);
    return;
  }
  await writeKept({ transaction }, 'alert', {
    document: effect.alert,
    aside: undefined,
    version: known?.version ?? null,
  });
}

/** Removes a top-up that buys no more. */
export async function stopTopUp({
  transaction,
  effect: { top_up_id },
}: Storing<EffectOf<'top_up_disabled'>>): Promise<void> {
  const known = await readKept({ transaction }, 'top_up', top_up_id);
  if (known !== null) await removeKept({ transaction }, 'top_up', known);
}

/** Stores what is to be collected of an invoice; another request for the same invoice takes its place. */
export async function storePaymentRequest({
  transaction,
  effect,
}: Storing<EffectOf<'payment_request'>>): Promise<void> {
  const { payment_request } = effect;
  const known = await readKept({ transaction }, 'payment_request', payment_request.invoice_id);
  await writeKept({ transaction }, 'payment_request', {
    document: payment_request,
    aside: undefined,
    version: known?.version ?? null,
  });
}
