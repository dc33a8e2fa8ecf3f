import type { RatedModelType } from './price-models.js';

/** What a list for people tells of a model. */
export type ModelSummary = {
  /** One sentence for people choosing a model. */
  readonly summary: string;
  /** Whether, with rates that are not negative, more usage never costs less. */
  readonly monotone: boolean;
};

/** Kept apart from the models, so that rating does not carry sentences that only the list shows. */
export const modelSummaries: { readonly [M in RatedModelType]: ModelSummary } = {
  unit: { summary: 'One rate for every unit.', monotone: true },
  tiered: { summary: 'Units cost the rate of the tier they fall into.', monotone: true },
  // One unit more may move all units to a lower rate.
  bulk: { summary: 'Every unit costs the rate of the tier that the whole quantity reaches.', monotone: false },
  package: { summary: 'Units are sold in packages; a started package is billed whole.', monotone: true },
  matrix: { summary: 'The rate depends on one or two properties of the usage.', monotone: true },
  tiered_package: {
    summary: 'Packages cost the rate of the tier they fall into; a started package is billed whole.',
    monotone: true,
  },
  grouped_tiered: { summary: 'Tiers apply to each group of the usage on its own.', monotone: true },
  // A table may state a lower total for a higher threshold.
  threshold_total_amount: {
    summary: 'One total for the whole quantity, by the last threshold it passes.',
    monotone: false,
  },
};
