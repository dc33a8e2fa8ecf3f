import type { Amount } from './text.js';

/** A kind of seat whose usage is told apart by the event property `grouping_key`. */
export type LicenseType = { readonly id: string; readonly name: string; readonly grouping_key: string };

/** Credits each seat of a licensed price receives. */
export type LicenseAllocationInput = {
  readonly currency: string;
  readonly amount: Amount;
  readonly write_off_overage?: boolean | null | undefined;
};
