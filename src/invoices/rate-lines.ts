import { isBillingError, pathAt, refuse, type Issues } from '../errors/index.js';
import { ratePreparedPrice, type RatedPrice, type RatingTerms } from '../prices/index.js';
import type { LineRequest } from './line.js';

/** Rates every price (step 1 and 2 of §1.2); all faults are collected, each under the usage of its price. */
export function rateLines(requests: readonly LineRequest[], terms: RatingTerms): readonly RatedPrice[] {
  const issues: Issues = [];
  const rated = requests.flatMap((request) => {
    try {
      return [ratePreparedPrice(request.prepared, request.usage, terms)];
    } catch (error) {
      collect(error, request.price_id, issues);
      return [];
    }
  });
  refuse(issues);
  return rated;
}

/** Rating speaks of `usage`; here there are many, so the path names whose. */
function collect(error: unknown, price_id: string, issues: Issues): void {
  if (!isBillingError(error)) throw error;
  const own = pathAt('usage', price_id);
  for (const issue of error.issues) issues.push({ ...issue, path: issue.path.replace(/^usage/, () => own) });
}
