import { modelSummaries, type ModelSummary, type RatedModelType } from '../prices/index.js';

/** A price model as a list for people shows it. */
export type PriceModelSummary = ModelSummary & { readonly model_type: RatedModelType };

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
  const models = Object.keys(modelSummaries) as RatedModelType[];
  return models.map((model_type) => ({ model_type, ...modelSummaries[model_type] }));
}
