import { add, zero, type Decimal } from '../decimal/index.js';
import type { UsageGroup } from '../metrics/index.js';

export type { GroupValue, UsageGroup } from '../metrics/index.js';

/** What a price is rated on (§2.1): one quantity (Q), or quantities by group (G). */
export type Usage =
  | { readonly shape: 'quantity'; readonly quantity: Decimal }
  | { readonly shape: 'groups'; readonly groups: readonly UsageGroup[] };

/** The forms in which a model can take usage. */
export type UsageShape = Usage['shape'];

/** The metered quantity as a whole: Σ groups. */
export function meteredQuantity(usage: Usage): Decimal {
  if (usage.shape === 'quantity') return usage.quantity;
  return usage.groups.reduce((sum, group) => add(sum, group.quantity), zero);
}
