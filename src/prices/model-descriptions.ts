import type { ModelType } from '../wire/index.js';

/** What a list of models tells people about one of them. */
export type ModelDescription = {
  /** One sentence for people choosing a model. */
  readonly summary: string;
  /** Whether, with rates that are not negative, more usage never costs less. */
  readonly monotone: boolean;
};

/**
 * The models as people choose them, in the registry's order.
 *
 * They stand apart from the models so that whoever only rates does not carry the sentences along.
 */
export const modelDescriptions: { readonly [M in ModelType]: ModelDescription } = {
  unit: { summary: 'One rate for every unit.', monotone: true },
  tiered: { summary: 'Units cost the rate of the tier they fall into.', monotone: true },
  // one unit more may move all units to a lower rate
  bulk: { summary: 'Every unit costs the rate of the tier that the whole quantity reaches.', monotone: false },
  package: { summary: 'Units are sold in packages; a started package is billed whole.', monotone: true },
  matrix: { summary: 'The rate depends on one or two properties of the usage.', monotone: true },
  tiered_package: {
    summary: 'Packages cost the rate of the tier they fall into; a started package is billed whole.',
    monotone: true,
  },
  grouped_tiered: { summary: 'Tiers apply to each group of the usage on its own.', monotone: true },
  grouped_tiered_package: {
    summary: 'Each group fills packages of its own, which cost the rate of the tier they fall into.',
    monotone: true,
  },
  grouped_tiered_matrix: {
    summary: 'Each value of a property has tiers of its own; other values cost a default rate.',
    monotone: true,
  },
  // a table may state a lower total for a higher threshold
  threshold_total_amount: {
    summary: 'One total for the whole quantity, by the last threshold it passes.',
    monotone: false,
  },
  // one unit more may move all units to a lower rate
  bulk_with_filters: {
    summary: 'Only usage with given properties counts, all of it at the rate that its total reaches.',
    monotone: false,
  },
  // one unit more may move all units to a lower rate
  bulk_with_proration: {
    summary: 'Every unit costs the rate of the tier that the whole quantity reaches, by the share of the period.',
    monotone: false,
  },
  unit_with_proration: { summary: 'One rate for every unit, by the share of the period.', monotone: true },
  tiered_with_proration: {
    summary: 'Units cost the rate of the tier they fall into, by the share of the period.',
    monotone: true,
  },
  unit_with_percent: { summary: 'A percentage of the value of every unit.', monotone: true },
  package_with_allocation: { summary: 'Some units are free; the rest is sold in packages.', monotone: true },
  // a higher tier may state a lower minimum
  tiered_with_minimum: {
    summary: 'Units cost the rate of the tier they fall into, and the line at least the minimum of the tier reached.',
    monotone: false,
  },
  // a higher tier may state a lower minimum
  tiered_package_with_minimum: {
    summary: 'Packages cost the rate of their tier, and the line at least the minimum of the tier reached.',
    monotone: false,
  },
  matrix_with_allocation: {
    summary: 'Some units are free, shared out over all cells; the rest costs the rate of its cell.',
    monotone: true,
  },
  matrix_with_display_name: {
    summary: 'The rate depends on one property, and each value has a name on the invoice.',
    monotone: true,
  },
  matrix_with_threshold_discounts: {
    summary: 'The rate depends on one or two properties, less a discount that changes with what chosen cells cost.',
    monotone: true,
  },
  grouped_allocation: {
    summary: 'Each group has free units of its own and pays for what exceeds them.',
    monotone: true,
  },
  grouped_with_prorated_minimum: {
    summary: 'Each group costs at least a minimum, which follows the share of the period.',
    monotone: true,
  },
  grouped_with_min_max_thresholds: {
    summary: 'What each group costs is kept between a minimum and a maximum.',
    monotone: true,
  },
  grouped_with_metered_minimum: {
    summary: 'The rate depends on one property, is scaled by another, and never falls below a minimum.',
    monotone: true,
  },
  max_group_tiered_package: { summary: 'Only the largest group is billed, in packages through tiers.', monotone: true },
  scalable_matrix_with_unit_pricing: {
    summary: 'Usage is weighted by its properties, and every weighted unit costs one rate.',
    monotone: true,
  },
  scalable_matrix_with_tiered_pricing: {
    summary: 'Usage is weighted by its properties, and weighted units go through tiers.',
    monotone: true,
  },
  // usage of one group may move all groups to lower rates
  cumulative_grouped_bulk: {
    summary: 'The rate of each group depends on the usage of all groups together.',
    monotone: false,
  },
  cumulative_grouped_allocation: {
    summary: 'Usage is free within an allocation of each group and one of all groups together.',
    monotone: true,
  },
  percent: { summary: 'A share of what other prices cost, kept between two amounts.', monotone: true },
  // the more the other prices cost, the less is lacking
  minimum_composite: { summary: 'What other prices lack to reach a minimum.', monotone: false },
  event_output: { summary: 'Every event states its own rate.', monotone: true },
  daily_credit_allowance: { summary: 'A matrix rated day by day, less an allowance for each day.', monotone: true },
  // usage of the group that earns offsets what the other costs
  metered_allowance: { summary: 'One group of usage is billed, another earns units that offset it.', monotone: false },
  bps: { summary: "Basis points of each event's value, capped per event.", monotone: true },
  // one event more may move all events to a lower share
  bulk_bps: {
    summary: "Basis points of each event's value, by the tier that the value of all events reaches.",
    monotone: false,
  },
  // one event more may end in a tier with a lower cap
  tiered_bps: {
    summary: "Basis points of each event's value, by the tiers that the running total passes.",
    monotone: false,
  },
};
