import * as fc from 'fast-check';
import {
  applyLedgerEntry,
  createLedger,
  draftInvoice,
  draftPartialInvoice,
  issueCreditCharges,
  type ApplyLedgerEntryInput,
  type CreditLedger,
  type DraftInvoiceInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import type { InvoiceInput } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { print, rational, sum } from '../support/rational.js';

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-01-${String(number).padStart(2, '0')}`);
const anyBlock = fc.record({
  amount: fc.integer({ min: 1, max: 60 }),
  effective_date: day,
  expiry_date: fc.constantFrom(null, '2026-01-29', '2026-02-01', '2026-03-01'),
});
const anyBlocks = fc.array(anyBlock, { maxLength: 5 });
const currency = fc.constantFrom('USD', 'credits');
const quantity = fc.integer({ min: 0, max: 120 });

/** Blocks granted at one instant, under ids of their own, in the order given. */
function ledgerOf(own: string, blocks: readonly ApplyLedgerEntryInput['entry'][]): CreditLedger {
  const empty = createLedger({ customer_id: 'acme', currency: own, timezone: 'America/New_York' });
  return blocks.reduce((ledger, entry) => applyLedgerEntry({ ledger, entry, at: '2026-01-01' }).ledger, empty);
}

type Block = Pick<Extract<ApplyLedgerEntryInput['entry'], { entry_type: 'increment' }>, 'amount'>;

const grantsOf = (blocks: readonly Block[]) =>
  blocks.map((block, position) => ({ entry_type: 'increment' as const, block_id: `b${position}`, ...block }));

function inputOf(own: string, used: number, more: Partial<DraftInvoiceInput>): DraftInvoiceInput {
  return frozen({
    customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
    prices: ['calls', 'files'].map((id) => ({
      id,
      name: id,
      model_type: 'unit' as const,
      unit_config: { unit_amount: '0.7' },
      currency: own,
      ...(own === 'credits' && { conversion_rate: 0.5 }),
    })),
    usage: { calls: { quantity: used }, files: { quantity: 30 } },
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    ...more,
  });
}

describe('laws of invoices paid from ledgers', () => {
  it('C is the sum of the decrements, and what is left of a line is billed (W4, L38)', () => {
    fc.assert(
      fc.property(currency, anyBlocks, quantity, (own, blocks, used) => {
        const { invoice, ledgers } = draftInvoice(inputOf(own, used, { ledgers: [ledgerOf(own, grantsOf(blocks))] }));
        for (const { price, credits_applied, adjusted_subtotal } of invoice.line_items) {
          const decrements = ledgers[0]!.entries.filter(
            (entry) => entry.entry_type === 'decrement' && entry.price_id === price.id,
          );
          expect(print(rational(credits_applied))).toBe(print(sum(decrements.map(({ amount }) => rational(amount)))));
          expect(Number(credits_applied)).toBeLessThanOrEqual(Number(adjusted_subtotal));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('drafting early and again is drafting once, and again changes nothing (L39)', () => {
    fc.assert(
      fc.property(currency, anyBlocks, quantity, quantity, day, (own, blocks, early, used, at) => {
        const ledger = ledgerOf(own, grantsOf(blocks));
        const whole = draftInvoice(inputOf(own, used, { ledgers: [ledger] }));
        const begun = draftInvoice(inputOf(own, early, { ledgers: [ledger], at }));
        const ended = draftInvoice(inputOf(own, used, { ledgers: begun.ledgers }));
        expect([ended.invoice, ended.ledgers]).toEqual([whole.invoice, whole.ledgers]);
        const again = draftInvoice(inputOf(own, used, { ledgers: ended.ledgers }));
        expect([again.ledgers, again.effects.length]).toEqual([whole.ledgers, 1]);
      }),
      { numRuns: 60 },
    );
  });

  it('usage measured late charges its own day: any order of events, in one run or in two (L1, L39)', () => {
    const anyEvents = fc.array(fc.tuple(day, fc.integer({ min: 1, max: 40 })), { maxLength: 6 });
    fc.assert(
      fc.property(currency, anyBlocks, anyEvents, day, (own, blocks, uses, at) => {
        const ledger = ledgerOf(own, grantsOf(blocks));
        const events = uses.map(([date, n]) => ({
          event_name: 'use',
          timestamp: `${date}T12:00:00Z`,
          properties: { n },
        }));
        const [first] = inputOf(own, 0, {}).prices!;
        const bill = (more: Partial<DraftInvoiceInput>) =>
          draftInvoice(
            inputOf(own, 0, {
              prices: [{ ...first!, billable_metric_id: 'used' }],
              metrics: [{ id: 'used', event_names: ['use'], aggregation: { kind: 'sum', expression: 'n' } }],
              usage: {},
              events,
              ...more,
            }),
          );
        const whole = bill({ ledgers: [ledger] });
        const begun = bill({ ledgers: [ledger], at, events: events.slice(0, 3) });
        const ended = bill({ ledgers: begun.ledgers, events: [...events].reverse() });
        expect([ended.invoice, ended.ledgers]).toEqual([whole.invoice, whole.ledgers]);
        // Each day is charged the units of that day, at 0.7 each.
        const byDay = new Map<string, number>();
        for (const [date, n] of uses) byDay.set(date, (byDay.get(date) ?? 0) + n);
        const charges = whole.ledgers[0]!.charges.map(({ date, amount }) => [
          date.slice(0, 10),
          Math.round(+amount * 10),
        ]);
        expect(charges).toEqual([...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, n]) => [date, n * 7]));
      }),
      { numRuns: 60 },
    );
  });

  it('C stays the sum of the decrements less what came back, however usage rises and falls (W4)', () => {
    const anySteps = fc.array(fc.tuple(quantity, fc.boolean()), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(currency, anyBlocks, anySteps, (own, blocks, steps) => {
        let ledger = ledgerOf(own, grantsOf(blocks));
        const earlier: InvoiceInput[] = [];
        for (const [position, [used, isIssued]] of steps.entries()) {
          const date = `2026-01-1${position}`;
          const bill = { usage: { calls: { quantity: used }, files: { quantity: 0 } }, earlier_invoices: [...earlier] };
          // Whether the threshold is reached or not, some of these are invoices of their own.
          const { invoice, ledgers } = draftPartialInvoice(
            frozen({ ...inputOf(own, used, { ...bill, ledgers: [ledger] }), at: date, invoicing_threshold: '5' }),
          );
          if (invoice === null || !isIssued) continue;
          ledger = issueCreditCharges({ ledger: ledgers[0]!, invoice_id: invoice.id, at: date }).ledger;
          earlier.push(invoice);
        }
        const used = steps.at(-1)![0] - 20;
        const usage = { calls: { quantity: Math.max(0, used) }, files: { quantity: 0 } };
        const closing = draftInvoice(inputOf(own, 0, { usage, earlier_invoices: [...earlier], ledgers: [ledger] }));
        const total = (type: string) => {
          const entries = closing.ledgers[0]!.entries.filter((entry) => entry.entry_type === type && entry.price_id);
          return sum(entries.map(({ amount }) => rational(amount)));
        };
        const { credits_applied, adjusted_subtotal } = closing.invoice.line_items[0]!;
        expect(print(sum([rational(credits_applied), total('amendment')]))).toBe(print(total('decrement')));
        expect(Number(credits_applied)).toBeLessThanOrEqual(Number(adjusted_subtotal));
      }),
      { numRuns: 60 },
    );
  });

  it('the order in which blocks were granted at one instant does not matter (L3)', () => {
    fc.assert(
      fc.property(
        currency,
        anyBlocks.chain((blocks) => {
          const grants = grantsOf(blocks);
          return fc.tuple(
            fc.constant(grants),
            fc.shuffledSubarray(grants, { minLength: grants.length, maxLength: grants.length }),
          );
        }),
        quantity,
        (own, [grants, permuted], used) => {
          const one = draftInvoice(inputOf(own, used, { ledgers: [ledgerOf(own, grants)] }));
          const other = draftInvoice(inputOf(own, used, { ledgers: [ledgerOf(own, permuted)] }));
          expect(other.invoice).toEqual(one.invoice);
          expect(other.workings).toEqual(one.workings);
          expect(other.ledgers[0]!.entries).toEqual(one.ledgers[0]!.entries);
        },
      ),
      { numRuns: 60 },
    );
  });
});
