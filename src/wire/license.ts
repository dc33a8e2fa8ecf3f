import type { Amount, DateText, DateTimeText, DecimalText } from './text.js';

/** A kind of seat whose usage is told apart by the event property `grouping_key`. */
export type LicenseType = { readonly id: string; readonly name: string; readonly grouping_key: string };

/** One seat on a subscription, in force over `[start_date, end_date)`. */
export type License = {
  readonly id: string;
  readonly external_license_id: string;
  readonly license_type_id: string;
  readonly subscription_id: string;
  readonly status: 'active' | 'inactive';
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
};

/** The credits a seat received and used over a range of dates, in units of `pricing_unit`. */
export type LicenseUsage = {
  readonly license_id?: string | null;
  readonly external_license_id?: string | null;
  readonly license_type_id: string;
  readonly subscription_id: string;
  readonly start_date: DateText;
  readonly end_date: DateText;
  readonly pricing_unit: string;
  readonly allocated_credits: number;
  readonly consumed_credits: number;
  readonly remaining_credits: number;
  readonly allocation_eligible_credits?: number | null;
  readonly shared_pool_credits?: number | null;
};

/** A request to grant credits to each licence of a price's type, each period of the price anew. */
export type LicenseAllocationInput = {
  readonly currency: string;
  readonly amount: Amount;
  /** Whether what a licence uses beyond that is written off: shared credits do not pay for it, and it is not billed. */
  readonly write_off_overage?: boolean | null | undefined;
};

/** What the document of a price says beside Orb's keys where it grants credits to licences of its type. */
export type GrantsToLicenses = { readonly license_allocations?: readonly LicenseAllocation[] };

/** One of these grants. */
export type LicenseAllocation = {
  readonly currency: string;
  readonly amount: DecimalText;
  readonly write_off_overage: boolean;
};
