import type { Issues } from '../../../errors/index.js';
import type { LicensedType } from '../../credits/decode/licensing.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';
import type { UsageByPrice } from '../../prices/usage-input.js';
import type { Meter } from '../../../metrics/index.js';
import { licenseMeter, licenseMeterId } from './license-meters.js';
import { meterOf, type Measured } from './metering.js';

/** By which licences the usage of a price is told apart, and how it is measured. */
export type LicenseMetering = {
  readonly typeOf: (price: ListedPrice) => LicensedType | null;
  readonly measured: Omit<Measured, 'prices'>;
};

/** The meter of a price once more for each price that some licences may pay for, by who used it. */
export type LicenseMeter = { readonly price_id: string; readonly meter: Meter };

/** Meters by licence; most often none, as nobody holds licences. */
export function licenseMeters(
  prices: readonly ListedPrice[],
  { typeOf, measured }: LicenseMetering,
  issues: Issues,
): readonly LicenseMeter[] {
  return prices.flatMap((price) => {
    const type = typeOf(price);
    const own = type && meterOf({ price, ...measured }, issues);
    return type === null || own === null ? [] : [{ price_id: price.id, meter: licenseMeter(own, type) }];
  });
}

/** What prices rate, and apart from it what their holders of licences used, both by price id. */
export type MeasuredApart = { readonly usage: UsageByPrice; readonly licensed: UsageByPrice };

/** Tells what was measured by licence from what prices rate. */
export function apart(all: UsageByPrice, beside: readonly LicenseMeter[]): MeasuredApart {
  if (beside.length === 0) return { usage: all, licensed: {} };
  const ids = new Set(beside.map(({ meter }) => meter.id));
  return {
    usage: Object.fromEntries(Object.entries(all).filter(([id]) => !ids.has(id))),
    licensed: Object.fromEntries(
      beside.flatMap(({ price_id }) => {
        const own = all[licenseMeterId(price_id)];
        return own === undefined ? [] : [[price_id, own] as const];
      }),
    ),
  };
}
