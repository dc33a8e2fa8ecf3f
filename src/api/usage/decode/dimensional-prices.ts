import {
  isGiven,
  openChild,
  optionalText,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
  type Issues,
} from '../../../errors/index.js';
import { matchProperty } from '../../../metrics/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { requiredTexts } from '../../events/decode/event-log.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';
import { metricOf } from '../../prices/decode/price-terms.js';

/** A metric, and the properties by which several prices divide its usage among themselves (§2 "Dimensional prices"). */
export type DimensionalGroup = {
  readonly id: string;
  readonly dimensions: readonly string[];
  readonly billable_metric_id: string;
};

/** The groups of an input, by either of their ids. */
export type DimensionalGroups = ReadonlyMap<string, DimensionalGroup>;

/** What a price of a group rates: the group's metric over the events that the filter keeps. */
export type PriceDimensions = {
  readonly group: DimensionalGroup;
  readonly values: readonly string[];
  readonly filter: string;
};

const groupsKey = 'dimensional_price_groups';

/** Reads the optional list of dimensional price groups. */
export function readDimensionalGroups(input: Fields): DimensionalGroups {
  const groups = new Map<string, DimensionalGroup>();
  for (const fields of objectsAt(input, groupsKey)) {
    const group = readGroup(fields);
    for (const key of ['id', 'external_dimensional_price_group_id'].filter((name) => isGiven(valueAt(fields, name)))) {
      const id = requiredText(fields, key);
      if ((groups.get(id) ?? group) !== group) {
        const message = `repeats the dimensional price group ${shown(id)}; give each its own id`;
        report(fields, key, { code: 'invalid_reference', message });
      }
      groups.set(id, group);
    }
  }
  return groups;
}

function readGroup(fields: Fields): DimensionalGroup {
  const group = {
    id: requiredText(fields, 'id'),
    dimensions: requiredTexts(fields, 'dimensions'),
    billable_metric_id: requiredText(fields, 'billable_metric_id'),
  };
  if (group.dimensions.length === 0) {
    report(fields, 'dimensions', { code: 'invalid_type', message: 'is empty; name the properties that divide usage' });
  }
  return group;
}

/** The place of a price in its group; null for a price of none, and for one whose place cannot be read. */
export function readDimensions(price: Fields, groups: DimensionalGroups): PriceDimensions | null {
  const key = 'dimensional_price_configuration';
  const configuration = isGiven(valueAt(price, key)) ? openChild(price, key) : null;
  const group = configuration && groupOf(configuration, groups);
  if (configuration === null || group === null) return null;
  const values = requiredTexts(configuration, 'dimension_values');
  const { dimensions, billable_metric_id } = group;
  if (values.length !== dimensions.length) {
    const message = `has ${values.length} values; the group divides usage by ${dimensions.join(' and ')}, so give ${dimensions.length}`;
    report(configuration, 'dimension_values', { code: 'invalid_price_config', message });
    return null;
  }
  const own = metricOf(price);
  if (own !== null && own !== billable_metric_id) {
    const message = `is ${shown(own)}, but the group ${shown(group.id)} divides ${shown(billable_metric_id)}; leave it out`;
    report(price, 'billable_metric_id', { code: 'invalid_reference', message });
  }
  const filter = dimensions
    .map((dimension, position) => matchProperty(dimension, values[position] ?? ''))
    .join(' AND ');
  return { group, values, filter };
}

/** The place of a price that was listed. */
export function dimensionsOf(
  { document, place }: ListedPrice,
  groups: DimensionalGroups,
  issues: Issues,
): PriceDimensions | null {
  return readDimensions({ value: document, place, issues, watch: null }, groups);
}

function groupOf(configuration: Fields, groups: DimensionalGroups): DimensionalGroup | null {
  const keys = ['dimensional_price_group_id', 'external_dimensional_price_group_id'];
  const [key, ...others] = keys.filter((name) => isGiven(valueAt(configuration, name)));
  if (key === undefined || others.length > 0) {
    const message = `names ${key === undefined ? 'no group' : 'a group twice'}; give one of ${keys.join(' and ')}`;
    report(configuration, 'dimensional_price_group_id', { code: 'invalid_reference', message });
    return null;
  }
  const id = optionalText(configuration, key);
  const group = id === null ? undefined : groups.get(id);
  if (group !== undefined || id === null) return group ?? null;
  const message = `${shown(id)} is none of the groups given; add it to ${groupsKey}`;
  report(configuration, key, { code: 'invalid_reference', message });
  return null;
}

/** A price as its place in a group completes it: billed by the group's metric, its group called by its own id. */
export function placeInGroup(listed: ListedPrice, dimensions: PriceDimensions | null): ListedPrice {
  if (dimensions === null) return listed;
  const { group, values } = dimensions;
  const dimensional_price_configuration = { dimensional_price_group_id: group.id, dimension_values: values };
  const document = { ...listed.document, dimensional_price_configuration };
  return { ...listed, metric_id: group.billable_metric_id, document };
}
