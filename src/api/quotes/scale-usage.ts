import type { Decimal } from '../../decimal/index.js';
import type { Horizon } from '../../quotes/index.js';
import type { ForecastUse } from './forecast-usage.js';

/** The same usage, but so much of one key in every period. */
export function withSteadyUsage(
  uses: ReadonlyMap<string, ForecastUse>,
  key: string,
  { quantity, horizon }: { readonly quantity: Decimal; readonly horizon: Horizon },
): ReadonlyMap<string, ForecastUse> {
  const quantities = horizon.periods.map(() => quantity);
  const forecast = { shape: 'quantity', quantities, places: 20 } as const;
  return new Map([...uses].map(([id, use]) => [id, use.key === key ? { key, forecast } : use]));
}
