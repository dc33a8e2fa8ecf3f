import type { BlockPriceFilter, PriceFilter } from './filter.js';
import type { Cadence } from './cycle.js';
import type { Amount, MetadataInput } from './text.js';

/** How long granted credits stay valid. */
export type CustomExpiration = { readonly duration: number; readonly duration_unit: 'day' | 'month' };

/** The credits a price grants each period, in `currency`; the granted quantity is the price's own. */
export type Allocation = {
  readonly currency: string;
  readonly allows_rollover: boolean;
  readonly custom_expiration: CustomExpiration | null;
  readonly filters?: readonly PriceFilter[];
  readonly license_type_id?: string | null;
};

/** A request to grant `amount` credits every cadence, billed at `per_unit_cost_basis` each. */
export type AllocationPriceInput = {
  readonly amount: Amount;
  readonly currency: string;
  readonly cadence: Exclude<Cadence, 'custom'>;
  readonly expires_at_end_of_cadence?: boolean | null | undefined;
  readonly custom_expiration?: CustomExpiration | null | undefined;
  readonly filters?: readonly BlockPriceFilter[] | null | undefined;
  readonly per_unit_cost_basis?: Amount | null | undefined;
  readonly item_id?: string | null | undefined;
  readonly license_type_id?: string | null | undefined;
  readonly metadata?: MetadataInput | null | undefined;
};
