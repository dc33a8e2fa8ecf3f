import { isGiven, isObject } from '../../errors/index.js';
import type { DimensionalPriceConfigurationInput, DimensionalPriceGroup } from '../../wire/index.js';
import type { Call } from '../call.js';
import { findKept, needKept } from '../kept/documents.js';
import { refuseMissing } from '../refusals.js';

/** A price as far as its place in a dimensional price group goes. */
type Placed = { readonly dimensional_price_configuration?: unknown };

/** The groups that prices divide usage in, each once; one that there is not is refused. */
export async function groupsOf(call: Call, prices: readonly Placed[]): Promise<readonly DimensionalPriceGroup[]> {
  const groups = new Map<string, DimensionalPriceGroup>();
  for (const { dimensional_price_configuration: configuration } of prices) {
    const group = isObject(configuration) ? await groupOf(call, configuration) : null;
    if (group !== null) groups.set(group.id, group);
  }
  return [...groups.values()];
}

/** The group that a configuration names by either of its ids; null where it names none, which a computation refuses. */
export async function groupOf(
  call: Call,
  configuration: Partial<DimensionalPriceConfigurationInput>,
): Promise<DimensionalPriceGroup | null> {
  const { dimensional_price_group_id: id, external_dimensional_price_group_id: external_id } = configuration;
  if (isGiven(id)) return (await needKept(call, 'dimensional_price_group', id)).document;
  if (!isGiven(external_id)) return null;
  const is_text = typeof external_id === 'string';
  const found = is_text ? await findKept(call, 'dimensional_price_group', `external:${external_id}`) : null;
  return (found ?? refuseMissing('dimensional price group', external_id)).document;
}

const deepest = 6;

/** The groups that prices written out in a request name, wherever they stand. */
export async function groupsIn(call: Call, request: unknown): Promise<readonly DimensionalPriceGroup[]> {
  return groupsOf(call, pricesIn(request));
}

function pricesIn(request: unknown, depth = 0): readonly Placed[] {
  if (depth > deepest || typeof request !== 'object' || request === null) return [];
  const own = isObject(request) && 'dimensional_price_configuration' in request ? [request] : [];
  return [...own, ...Object.values(request).flatMap((value) => pricesIn(value, depth + 1))];
}
