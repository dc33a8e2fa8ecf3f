import type { CustomNeeds, CustomPriceModel } from './custom-model.js';

/**
 * Types a price model of your own, to be passed as `custom_models` where prices are rated, metered or invoiced (§2.2).
 *
 * The model gets the price's configuration as it was given, usage with decimals as plain texts, and the share of a cut
 * period. It returns a subtotal and rows, which have to add up to it; what does not is refused as `custom_model_invalid`.
 * It has to be pure: the same input, the same output. It is checked and explained like the models that are built in.
 *
 * @param model - `needs`: `'quantity'`, `'events'`, or the event properties to group by; `rate`: the amount
 * @returns the model itself
 * @example
 * ```ts
 * import { definePriceModel, ratePrice } from 'reckoner';
 *
 * const flat = definePriceModel<{ amount: string }, 'quantity'>({
 *   needs: 'quantity',
 *   rate: ({ config, usage }) => ({ subtotal: usage.quantity === '0' ? '0' : config.amount, rows: [] }),
 * });
 * const price = { model_type: 'flat', flat_config: { amount: '9.99' } } as const;
 * ratePrice(price, { quantity: 3 }, { custom_models: { flat } }).subtotal; // → '9.99'
 * ```
 */
export function definePriceModel<Config, N extends CustomNeeds>(
  model: CustomPriceModel<Config, N>,
): CustomPriceModel<Config, N> {
  return model;
}
