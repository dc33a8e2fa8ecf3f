import { parseInstant } from '../../time/index.js';
import { formatInstant } from '../../time/index.js';
import { surroundingsOf, type Call } from '../call.js';
import { inTransaction } from '../run-operation.js';
import type { BillingServiceOptions } from '../settings.js';
import { runCustomer } from './run-customer.js';

/** How far a run has come. */
export type BillingProgress = { readonly customers: number; readonly invoices: number };

/** What `runBilling` takes. */
export type RunBillingInput = {
  /** What falls due up to and including this instant is done. */
  readonly until: string;
  /** Needed where the service has several accounts. */
  readonly account_id?: string | undefined;
  /** Stops the run after the customer that it is at. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: BillingProgress) => void) | undefined;
};

/** What a run did; `is_complete` is false for one that was stopped. */
export type BillingRun = BillingProgress & { readonly is_complete: boolean };

/** The queue of customers to be billed. */
const queue = 'billing';

/** How many customers are queued in one transaction. */
const pageSize = 200;

/**
 * Does what falls due: allocations, expiries, partial invoices at their thresholds, top-ups, alerts, and invoices whose
 * time to be issued has come, in the order of time for each customer.
 *
 * Everything about a customer is stored in one transaction, so that a run that is killed and started again makes the same
 * invoices and none twice. Several processes may run at once: each claims the next customer through the repository.
 */
export async function runBilling(options: BillingServiceOptions, input: RunBillingInput): Promise<BillingRun> {
  const until = formatInstant(parseInstant(input.until, 'until'));
  const context = input.account_id === undefined ? {} : { account_id: input.account_id };
  const surroundings = { ...surroundingsOf(options, context), at: until };
  const store = options.repository.account(surroundings.account.id);
  let cursor: string | null = null;
  do {
    const after: string | null = cursor;
    cursor = await inTransaction(store, surroundings, (call) => queueCustomers(call, after));
  } while (cursor !== null);
  let progress: BillingProgress = { customers: 0, invoices: 0 };
  while (input.signal?.aborted !== true) {
    const made = await inTransaction(store, surroundings, runNext);
    if (made === null) return { ...progress, is_complete: true };
    progress = { customers: progress.customers + 1, invoices: progress.invoices + made };
    input.onProgress?.(progress);
  }
  return { ...progress, is_complete: false };
}

/**
 * Every customer is looked at in every run; one that nothing is due for costs little. Queued a page at a time, so that no
 * transaction grows with the account; answers where the next page begins.
 */
async function queueCustomers({ transaction }: Call, after: string | null): Promise<string | null> {
  const page = await transaction.listDocuments({ kind: 'customer', after, limit: pageSize });
  for (const { document } of page.documents) await transaction.scheduleWork(queue, String(document['id']), 0);
  return page.next;
}

/** Claims a customer and does what is due; answers how many invoices that made, null where no customer is left. */
async function runNext(call: Call): Promise<number | null> {
  const item = await call.transaction.claimWork(queue, 0);
  if (item === null) return null;
  const made = await runCustomer(call, item.id);
  await call.transaction.scheduleWork(queue, item.id, null);
  return made;
}
