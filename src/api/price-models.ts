import { priceModels as registry, type RatedModelType } from '../prices/index.js';

/** A price model as a list for people shows it. */
export type PriceModelSummary = {
  readonly model_type: RatedModelType;
  /** One sentence. */
  readonly summary: string;
  /** Whether, with rates that are not negative, more usage never costs less. */
  readonly monotone: boolean;
};

/**
 * The price models that can be rated, with one sentence each.
 *
 * @example
 * ```ts
 * import { priceModels } from 'reckoner';
 *
 * priceModels().find((model) => model.model_type === 'unit')?.summary; // → 'One rate for every unit.'
 * ```
 */
export function priceModels(): readonly PriceModelSummary[] {
  return Object.values(registry).map(({ model_type, summary, monotone }) => ({ model_type, summary, monotone }));
}
