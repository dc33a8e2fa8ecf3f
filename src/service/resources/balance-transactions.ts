import { createBalanceTransaction } from '../../index.js';
import type { CustomerBalanceTransaction, NewCustomerBalanceTransaction, Page } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { withinBounds, type DateBounds } from '../kept/filters.js';
import { allKept, listKept, mapPage, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { needCustomer, type CustomerParams } from './customer-reference.js';

/** Moves a customer's balance by hand (§11.3). */
export async function moveBalance(
  call: Call,
  params: CustomerParams & { readonly body: NewCustomerBalanceTransaction },
): Promise<CustomerBalanceTransaction> {
  const { document: customer } = await needCustomer(call, params);
  const earlier = await allKept(call, 'balance_transaction', `customer:${customer.id}`);
  const { transaction, effects } = createBalanceTransaction({
    customer,
    at: call.at,
    request: params.body,
    transactions: earlier.map(({ document }) => document),
    ...policiesOf(call),
  });
  await storeEffects(call.transaction, effects);
  return transaction;
}

export async function listBalanceTransactions(
  call: Call,
  params: CustomerParams & PageParams & DateBounds<'operation_time'>,
): Promise<Page<CustomerBalanceTransaction>> {
  const { document: customer } = await needCustomer(call, params);
  const within = withinBounds(params, 'operation_time');
  const accept = ({ document }: Kept<'balance_transaction'>): boolean => within(document.created_at);
  const page = await listKept(call, { kind: 'balance_transaction', key: `customer:${customer.id}`, accept }, params);
  return mapPage(page, ({ document }) => document);
}
