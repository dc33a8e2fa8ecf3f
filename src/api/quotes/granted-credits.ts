import { formatDecimal, one } from '../../decimal/index.js';
import type { BilledService } from '../../invoices/index.js';
import { quantityAt } from '../../subscriptions/index.js';
import { formatInstant, type Instant, type TimeZone } from '../../time/index.js';
import type { CreditLedger, PoliciesInput } from '../../wire/index.js';
import { createLedger } from '../credits/create-ledger.js';
import { grantAllocations, type AllocationInput } from '../credits/grant-allocations.js';

/** Credits that a price grants for a period that begins. */
export type Grant = {
  readonly allocation: AllocationInput;
  readonly period: { readonly start_date: string; readonly end_date: string };
};

/** The grants of allocations whose period an invoice bills in advance (§8.6). Those of licences need licences. */
export function grantsOf(services: readonly BilledService[]): readonly Grant[] {
  return services.flatMap(({ timed, service }) => {
    const { credit_allocation: granted, cadence } = timed.price.document;
    if (granted === null || (granted.license_type_id ?? null) !== null || service.end <= service.start) return [];
    const allocation: AllocationInput = {
      id: timed.id,
      amount: formatDecimal(quantityAt(timed, service.start) ?? one),
      currency: granted.currency,
      cadence,
      expires_at_end_of_cadence: !granted.allows_rollover,
      custom_expiration: granted.custom_expiration,
      filters: granted.filters ?? [],
      per_unit_cost_basis: basisOf(timed.price.document),
    };
    const period = { start_date: formatInstant(service.start), end_date: formatInstant(service.end) };
    return [{ allocation, period }];
  });
}

/** What a unit of an allocation costs is the rate of the price that bills it. */
function basisOf(price: BilledService['timed']['price']['document']): string | null {
  return price.model_type === 'unit' ? price.unit_config.unit_amount : null;
}

type Granting = {
  readonly customer_id: string;
  readonly zone: TimeZone;
  readonly at: Instant;
  readonly policies: PoliciesInput | undefined;
};

/** The ledger with the credits of a grant in it. */
export function grantCredits(
  { allocation, period }: Grant,
  ledger: CreditLedger | undefined,
  { customer_id, zone, at, policies }: Granting,
): CreditLedger {
  return grantAllocations({
    ledger: ledger ?? createLedger({ customer_id, currency: allocation.currency, timezone: zone.name }),
    allocations: [allocation],
    periods: [period],
    at: formatInstant(at),
    policies,
  }).ledger;
}
