import type { Issues } from '../errors/index.js';
import type { Adjustment } from './adjustment.js';
import type { AdjustableLine } from './line.js';
import type { AdjustingTerms } from './terms.js';

/** An adjustment together with the positions of the lines that it acts on. */
export type Coverage = { readonly adjustment: Adjustment; readonly positions: readonly number[] };

/** The lines among which adjustments look for theirs; what none may cover is appended to the issues. */
export type Covering = {
  readonly lines: readonly AdjustableLine[];
  readonly terms: AdjustingTerms;
  readonly issues: Issues;
};
