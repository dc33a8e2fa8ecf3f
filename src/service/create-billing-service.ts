import type { Operation, OperationFunction } from './operation.js';
import { operations } from './operations.js';
import type { OperationName } from './operation-ids.js';
import { runOperation } from './run-operation.js';
import { runBilling, type BillingRun, type RunBillingInput } from './runs/run-billing.js';
import { seedAccount, type AccountSeed, type SeededAccount } from './seed.js';
import type { BillingServiceOptions, CallContext } from './settings.js';

/** Orb's API as functions: one for each operation, `(params, context?) → Promise<document>`. */
export type BillingService = { readonly [Name in OperationName]: OperationFunction<(typeof operations)[Name]> } & {
  /** Does what falls due up to an instant; see {@link runBilling}. */
  readonly runBilling: (input: RunBillingInput) => Promise<BillingRun>;
  /** Loads plans and what they are made of into an empty account; see {@link seedAccount}. */
  readonly seed: (seed: AccountSeed, context?: CallContext) => Promise<SeededAccount>;
};

/**
 * Orb's API on top of a repository: each function takes the parameters of path and query as keys and the body as `body`,
 * and answers Orb's document.
 *
 * A change reads in a transaction, asks the pure functions, stores the next state with its effects, and tells the outbox.
 * With `context.idempotency_key` it is made once and answered the same again; another request under the key is refused.
 *
 * @throws (every function) `BillingError`: the codes of the pure functions, `resource_not_found`, `duplicate_resource`,
 * `resource_conflict` where others kept changing the same documents, `idempotency_conflict`, `feature_not_available`
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { createBillingService } from 'reckoner/service';
 *
 * const service = createBillingService({
 *   repository: createMemoryRepository(),
 *   now: () => '2026-01-01T00:00:00Z',
 *   account: { id: 'demo' },
 * });
 * const item = await service.createItem({ body: { name: 'Seat' } });
 * const plan = await service.createPlan({
 *   body: {
 *     name: 'Team',
 *     currency: 'USD',
 *     prices: [{ price: { name: 'Seats', item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 } }],
 *   },
 * });
 * const customer = await service.createCustomer({ body: { name: 'Acme', email: 'billing@acme.test' } });
 * await service.createSubscription({ body: { customer_id: customer.id, plan_id: plan.id } });
 * const { data } = await service.listInvoices({ customer_id: customer.id });
 * data.map(({ status, total }) => [status, total]); // → [['issued', '60.00']]
 * ```
 */
export function createBillingService(options: BillingServiceOptions): BillingService {
  const functions = Object.entries(operations).map(([name, operation]) => [
    name,
    (params: unknown = {}, context: CallContext = {}) =>
      runOperation(options, {
        name: name as OperationName,
        operation: operation as Operation<unknown, unknown>,
        params,
        context,
      }),
  ]);
  // Each function was made of the operation of its name, which `fromEntries` forgets.
  const served = Object.fromEntries(functions) as Pick<BillingService, OperationName>;
  return {
    ...served,
    runBilling: (input) => runBilling(options, input),
    seed: (seed, context = {}) => seedAccount(options, { seed, context }),
  };
}
