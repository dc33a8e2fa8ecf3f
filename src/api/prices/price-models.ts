import { modelDescriptions } from '../../prices/index.js';
import type { ModelType } from '../../wire/index.js';

/** A price model as a list for people shows it. */
export type PriceModelSummary = {
  readonly model_type: ModelType;
  /** One sentence. */
  readonly summary: string;
  /** Whether, with rates that are not negative, more usage never costs less. */
  readonly monotone: boolean;
};

/**
 * The price models, with one sentence each.
 *
 * @example
 * ```ts
 * import { priceModels } from 'reckoner';
 *
 * priceModels().length; // → 38
 * priceModels().find((model) => model.model_type === 'unit')?.summary; // → 'One rate for every unit.'
 * ```
 */
export function priceModels(): readonly PriceModelSummary[] {
  return Object.entries(modelDescriptions).map(([model_type, { summary, monotone }]) => ({
    model_type: model_type as ModelType,
    summary,
    monotone,
  }));
}
