import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBillingError, usageReport, type UsageReportInput } from 'reckoner';
import { frozen } from '../support/frozen.js';
import { mutationsOf } from '../support/mutations.js';
import { faultsOf } from '../support/refusal.js';
import { schemaCheck } from './schema.js';

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly input: Partial<UsageReportInput>;
  readonly data?: unknown;
  readonly page?: boolean;
  readonly refused?: readonly string[];
};

const { shared, cases } = JSON.parse(readFileSync(new URL('../cases/reports/usage.json', import.meta.url), 'utf8')) as {
  readonly shared: UsageReportInput;
  readonly cases: readonly Case[];
};

describe('usage', () => {
  // The description's own union of the two cannot tell them apart: a grouped answer is an ungrouped one with more keys.
  const checks = [schemaCheck('UngroupedSubscriptionUsage'), schemaCheck('GroupedSubscriptionUsage')] as const;

  it.each(cases)('$name', ({ input, data, page, refused }) => {
    const full = frozen({ ...shared, ...input }) as UsageReportInput;
    if (refused) {
      expect(faultsOf(() => usageReport(full))).toEqual(refused);
      return;
    }
    const answer = usageReport(full);
    const pagination_metadata = { has_more: false, next_cursor: null };
    expect(answer).toEqual(page ? { data, pagination_metadata } : { data });
    checks[page ? 1 : 0](JSON.parse(JSON.stringify(answer)));
  });

  it('answers or refuses with its reasons, whatever stands in its input', () => {
    const full = { ...shared, at: '2025-03-20T00:00:00Z', billable_metric_id: 'sum', group_by: 'region' };
    fc.assert(
      fc.property(mutationsOf(full), (mutated) => {
        try {
          usageReport(mutated as never);
        } catch (error) {
          if (!isBillingError(error)) throw error;
          expect(error.issues.some((issue) => issue.severity === 'error')).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});
