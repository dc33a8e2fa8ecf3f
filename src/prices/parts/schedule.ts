import type { Decimal } from '../../decimal/index.js';
import type { Threshold } from './thresholds.js';
import type { Tier } from './tiers.js';

/** Packages by which a schedule counts: those that were started beyond the free units. */
export type CountedPackages = { readonly size: Decimal; readonly free: Decimal };

/**
 * What the charges of one quantity add up to, as a table: for those who want the amounts of many quantities and no charges.
 *
 * `rate`: every unit, or started package, costs the rate. `graduated`: units inside a tier cost its rate, or packages
 * where the quantity is counted by them. `volume`: all units cost the rate of the tier reached. `total`: the amount of
 * the last threshold passed.
 */
export type Schedule =
  | { readonly kind: 'rate'; readonly rate: Decimal; readonly packages?: CountedPackages }
  | { readonly kind: 'graduated'; readonly tiers: readonly Tier[]; readonly packages?: CountedPackages }
  | { readonly kind: 'volume'; readonly tiers: readonly Tier[] }
  | { readonly kind: 'total'; readonly rows: readonly Threshold[] };
