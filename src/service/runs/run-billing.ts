import { parseInstant } from '../../time/index.js';
import { formatInstant } from '../../time/index.js';
import { surroundingsOf, type Call } from '../call.js';
import { eachKept } from '../kept/pages.js';
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
  await inTransaction(store, surroundings, queueCustomers);
  let progress: BillingProgress = { customers: 0, invoices: 0 };
  while (input.signal?.aborted !== true) {
    const made = await inTransaction(store, surroundings, runNext);
    if (made === null) return { ...progress, is_complete: true };
    progress = { customers: progress.customers + 1, invoices: progress.invoices + made };
    input.onProgress?.(progress);
  }
  return { ...progress, is_complete: false };
}

/** Every customer is looked at in every run; one that nothing is due for costs little. */
async function queueCustomers(call: Call): Promise<void> {
  for await (const { document } of eachKept(call, { kind: 'customer' })) {
    await call.transaction.scheduleWork(queue, document.id, 0);
  }
}

/** Claims a customer and does what is due; answers how many invoices that made, null where no customer is left. */
async function runNext(call: Call): Promise<number | null> {
  const item = await call.transaction.claimWork(queue, 0);
  if (item === null) return null;
  const made = await runCustomer(call, item.id);
  await call.transaction.scheduleWork(queue, item.id, null);
  return made;
}
