import fc from 'fast-check';
import { draftInvoice } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../src/decimal/index.js';
import { licensedCredits, licenseMovements } from '../../src/service/billing/licensed-credits.js';
import { localDays, parseInstant, period, timeZone } from '../../src/time/index.js';
import { licensedDraft } from '../credits/licensed-shop.js';

const january = period(parseInstant('2026-01-01T00:00:00Z'), parseInstant('2026-02-01T00:00:00Z'));
const days = localDays(timeZone('UTC'), january);

// Bob holds a licence from the third day to before the sixth; Ann all the time.
const licenses = [['ann', '2026-01-01', null], ['bob', '2026-01-03', '2026-01-06']] as const; // prettier-ignore
const isInForce = (holder: string, day: number): boolean => holder === 'ann' || (day >= 3 && day < 6);

const use = fc.record({
  holder: fc.constantFrom('ann', 'bob', 'eve'),
  day: fc.integer({ min: 1, max: 8 }),
  quantity: fc.integer({ min: 1, max: 9 }),
});
const shop = fc.record({
  allocated: fc.integer({ min: 1, max: 20 }),
  pool: fc.integer({ min: 0, max: 10 }),
  uses: fc.array(use, { maxLength: 12 }),
});
type Use = { readonly holder: string; readonly day: number; readonly quantity: number };

/** What a holder had and used on each day, counted with whole numbers. */
function countedByHand(holder: string, allocated: number, uses: readonly Use[]) {
  let left = 0;
  return days.map((_, index) => {
    const day = index + 1;
    const used = uses.reduce((sum, one) => sum + (one.holder === holder && one.day === day ? one.quantity : 0), 0);
    if (day === (holder === 'ann' ? 1 : 3)) left += allocated;
    const began = left;
    const consumed = isInForce(holder, day) ? Math.min(used, left) : 0;
    left -= consumed;
    // What is left of Bob's credits is lost as his licence ends.
    if (holder === 'bob' && day === 5) left = 0;
    const [eligible, shared] = isInForce(holder, day) ? [used, 0] : [0, used];
    return [began, consumed, eligible, shared];
  });
}

describe('what licences had and used (§8.6)', () => {
  it('is told by day as counted by hand, and all days add up to the whole (L21)', () => {
    fc.assert(
      fc.property(shop, ({ allocated, pool, uses }) => {
        const events = uses.map(({ holder, day, quantity }) => [holder, `2026-01-0${day}`, quantity] as const);
        const price = {
          currency: 'credits',
          conversion_rate: '1',
          model_type: 'unit',
          unit_config: { unit_amount: '1' },
        };
        const [ledger] = draftInvoice(licensedDraft({ licenses, allocated, pool, price, events })).ledgers;
        const movements = licenseMovements(ledger!);
        for (const holder of ['ann', 'bob']) {
          const license_ids = [`license of ${holder}`];
          const rowsOf = (times: typeof days) =>
            licensedCredits(movements, { license_ids, times }).map((row) =>
              [row.allocated, row.consumed, row.eligible, row.shared].map((amount) => Number(formatDecimal(amount))),
            );
          const byDay = countedByHand(holder, allocated, uses);
          expect(rowsOf(days)).toEqual(byDay);
          const sumOf = (column: number) => byDay.reduce((sum, row) => sum + (row[column] ?? 0), 0);
          expect(rowsOf([january])).toEqual([[allocated, sumOf(1), sumOf(2), sumOf(3)]]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
