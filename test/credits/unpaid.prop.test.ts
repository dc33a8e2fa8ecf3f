import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLedger, overagesOf, runLedger, type CreditBlock, type CreditCharge } from '../../src/credits/index.js';
import { currencyOf } from '../../src/currency/index.js';
import { formatDecimal, integer } from '../../src/decimal/index.js';
import { millisPerDay, parseInstant, shiftInstant, timeZone } from '../../src/time/index.js';
import { frozen } from '../support/frozen.js';

const ofOthers: CreditBlock['filters'] = [{ field: 'price_id', operator: 'includes', values: ['other'] }];

const start = parseInstant('2026-01-01T00:00:00Z');

function blockOf(granted: number, day: number, filters: CreditBlock['filters'] = []): CreditBlock {
  const at = shiftInstant(start, day * millisPerDay);
  return {
    id: `block-${day}-${filters.length}`,
    amount: integer(granted),
    effective: at,
    usable_from: at,
    expiry: null,
    cost_basis: null,
    filters,
    license_id: null,
    write_off_overage: false,
    writes_off: null,
    source: 'manual',
    granted_by: null,
    allocation: null,
    created: at,
    description: null,
    metadata: {},
  };
}

function chargeOf(amount: number, day: number): CreditCharge {
  return {
    day: shiftInstant(start, day * millisPerDay),
    price_id: 'p',
    item_id: null,
    price_type: 'usage_price',
    invoice_id: 'i',
    license_id: null,
    license_status: 'active',
    amount: integer(amount),
    returns_since: null,
    overage: 'bill',
    issued: null,
  };
}

describe('what is left to bill', () => {
  it('is of each charge what a pool of whole credits leaves of it, beside what is left in all (§8.4, L38)', () => {
    const mostlyNone = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 9 }));
    // What is granted as a day begins, what is granted then that pays for other prices alone, and what the day charges.
    const anyDay = fc.record({
      granted: mostlyNone,
      kept: mostlyNone,
      charged: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    });
    const law = fc.property(fc.array(anyDay, { maxLength: 12 }), (days) => {
      const ledger = {
        ...emptyLedger({ customer_id: 'acme', currency: currencyOf('USD'), zone: timeZone('UTC') }),
        blocks: days.flatMap(({ granted, kept }, day) => [
          ...(granted === 0 ? [] : [blockOf(granted, day)]),
          ...(kept === 0 ? [] : [blockOf(kept, day, ofOthers)]),
        ]),
        charges: days.flatMap(({ charged }, day) => charged.map((amount) => chargeOf(amount, day))),
      };
      const run = runLedger(frozen(ledger), { until: shiftInstant(start, 12 * millisPerDay), grace_hours: 0 });
      const overages = overagesOf(run);
      expect(
        overages.map(({ charge, amount, balance }) => ({
          charge: ledger.charges.indexOf(charge),
          amount: formatDecimal(amount),
          balance: formatDecimal(balance),
        })),
      ).toEqual(leftOf(days));
    });
    fc.assert(law, { numRuns: 300 });
  });
});

type Day = { readonly granted: number; readonly kept: number; readonly charged: readonly number[] };

/** The same by counting, as blocks that never expire and serve all are one pool. */
function leftOf(days: readonly Day[]) {
  const left: { charge: number; amount: string; balance: string }[] = [];
  let pool = 0;
  let others = 0;
  let charge = 0;
  for (const { granted, kept, charged } of days) {
    pool += granted;
    others += kept;
    for (const amount of charged) {
      const paid = Math.min(pool, amount);
      pool -= paid;
      if (amount > paid) left.push({ charge, amount: String(amount - paid), balance: String(pool + others) });
      charge += 1;
    }
  }
  return left;
}
