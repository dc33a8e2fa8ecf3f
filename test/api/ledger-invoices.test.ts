import { readFileSync } from 'node:fs';
import {
  aggregateUsage,
  applyLedgerEntry,
  auditInvoice,
  createSubscription,
  draftInvoice,
  draftPartialInvoice,
  explain,
  issueCreditCharges,
  releaseCreditCharges,
  renderExplanation,
  upcomingInvoice,
  type ApplyLedgerEntryInput,
  type CreditLedger,
  type DraftInvoiceInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import type { InvoiceInput } from '../../src/wire/index.js';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { withPorts, type PortsCase } from '../support/invoice-ports.js';
import { playLedger, tableOf } from '../support/ledger-scenario.js';
import { print, rational, sum } from '../support/rational.js';
import { faultsOf } from '../support/refusal.js';

type Grants = {
  readonly currency: string;
  readonly blocks: readonly ApplyLedgerEntryInput['entry'][];
};

type LedgerCase = {
  readonly name: string;
  readonly arithmetic: string;
  readonly ledgers: readonly Grants[];
  readonly input: DraftInvoiceInput;
  readonly expect: {
    readonly lines: readonly (readonly [credits_applied: string, amount: string])[];
    readonly total: string;
    readonly ledgers: readonly (readonly string[])[];
  };
};

function casesIn(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../cases/invoices/${file}.json`, import.meta.url), 'utf8'));
}

function granted({ currency, blocks }: Grants, timezone = 'America/New_York', at = '2026-01-01'): CreditLedger {
  return playLedger(
    { currency, timezone },
    blocks.map((entry) => ({ at, entry })),
  ).ledger;
}

describe('invoices paid from ledgers, case by case (§8)', () => {
  it.each(casesIn('ledgers') as readonly LedgerCase[])(
    '$name: $arithmetic',
    ({ input, expect: expected, ...given }) => {
      const ledgers = given.ledgers.map((own) => granted(own));
      const draft = draftInvoice(frozen({ ...input, ledgers }));
      const { invoice } = draft;
      const lines = invoice.line_items.map(({ credits_applied, amount }) => [credits_applied, amount]);
      expect({ lines, total: invoice.total, ledgers: draft.ledgers.map(tableOf) }).toEqual(expected);
      expect(auditInvoice({ invoices: [invoice as InvoiceInput] })).toEqual([]);
      expectToAddUp(explain(draft));
      // W4: what credits paid of a line is what its decrements come to.
      for (const line of draft.workings.lines) {
        const entries = draft.ledgers
          .flatMap((ledger) => ledger.entries)
          .filter((entry) => entry.entry_type === 'decrement' && entry.price_id === line.price_id);
        const blocks = [...new Set(entries.map(({ block_id }) => block_id))];
        expect(line.credits.map(({ block_id, amount }) => [block_id, print(rational(amount))])).toEqual(
          blocks.map((block_id) => {
            const amounts = entries
              .filter((entry) => entry.block_id === block_id)
              .map(({ amount }) => rational(amount));
            return [block_id ?? 'deficit', print(sum(amounts))];
          }),
        );
      }
      // What is stored beside the invoice: the entries that are new, and the blocks that they changed.
      const stored = draft.effects.flatMap((effect) => (effect.kind === 'ledger_entry' ? [effect.entry] : []));
      const other = draft.ledgers.flatMap((ledger, position) =>
        ledger.entries.filter((entry, number) => {
          const before = ledgers[position]?.entries[number];
          return JSON.stringify(entry) !== JSON.stringify(before);
        }),
      );
      expect(stored.map((entry) => entry?.ledger_sequence_number)).toEqual(
        other.map(({ ledger_sequence_number }) => ledger_sequence_number),
      );
      expect(draft.effects[0]?.kind).toBe('invoice_created');
    },
  );
});

describe('the worked invoice through real ledgers (§1.4)', () => {
  const [worked] = casesIn('worked') as readonly (PortsCase & {
    input: DraftInvoiceInput;
    expect: { totals: object };
  })[];
  const { credits: _, ...ports } = worked!;
  const [first, ...others] = worked!.input.prices!;
  const item_id = 'tokens';
  const filters = [{ field: 'item_id', operator: 'includes', values: [item_id] }] as const;
  const ledgers = [
    granted(
      { currency: 'USD', blocks: [{ entry_type: 'increment', block_id: 'usd-block', amount: 120, filters }] },
      'UTC',
      '2025-02-01',
    ),
    granted(
      { currency: 'credits', blocks: [{ entry_type: 'increment', block_id: 'credit-block', amount: 20 }] },
      'UTC',
      '2025-02-01',
    ),
  ];
  const input = { ...withPorts(worked!.input, ports), prices: [{ ...first!, item_id }, ...others], ledgers };

  it('pays 120.00 of the first line and 20 credits of the fourth', () => {
    const draft = draftInvoice(frozen(input));
    const { invoice } = draft;
    expect(invoice.line_items.map(({ credits_applied }) => credits_applied)).toEqual(['120.00', '0.00', '0.00', '20']);
    const { subtotal, total, amount_due } = invoice;
    expect({ subtotal, total, amount_due }).toEqual(worked!.expect.totals);
    expect(draft.ledgers.map(({ balance }) => balance)).toEqual(['0', '0']);
    const text = renderExplanation(explain(draft));
    expect(text).toContain('Credits of block usd-block');
    expect(text).toContain('Credits of block credit-block');
  });
});

const base = {
  customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
  prices: [{ id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '1' } }],
  period: { start_date: '2026-01-01', end_date: '2026-02-01' },
} as const satisfies Omit<DraftInvoiceInput, 'usage'>;
const gift = (amount: number, block_id = 'gift') => ({ entry_type: 'increment' as const, block_id, amount });

describe('ledgers over the invoices of one period (§10)', () => {
  const usd = granted({ currency: 'USD', blocks: [gift(30)] });
  const at = '2026-01-15';
  const partial = (ledger: CreditLedger, quantity: number) =>
    draftPartialInvoice(
      frozen({ ...base, usage: { calls: { quantity } }, at, invoicing_threshold: '50', ledgers: [ledger] }),
    );

  it('charges only what no partial invoice charged: A 80, C 30, then A 100 with 15 credits bought since', () => {
    const { invoice, ledgers } = partial(usd, 80);
    expect([invoice?.total, ledgers.map(tableOf)[0]]).toEqual([
      '50.00',
      ['0 2026-01-01 increment gift 30: 0 → 30', '1 2026-01-14 decrement gift 30: 30 → 0'],
    ]);
    const issued = issueCreditCharges({ ledger: ledgers[0]!, invoice_id: invoice!.id, at }).ledger;
    const topped = playLedgerFrom(issued, '2026-01-20', gift(15, 'more'));
    const closing = draftInvoice(
      frozen({ ...base, usage: { calls: { quantity: 100 } }, earlier_invoices: [invoice!], ledgers: [topped] }),
    );
    const [line] = closing.invoice.line_items;
    // 100 − 30 − 15 − 50 = 5: the new credits pay the 20 since, never the 50 that were billed.
    expect([line?.credits_applied, line?.partially_invoiced_amount, line?.amount]).toEqual(['45.00', '50.00', '5.00']);
    expect(tableOf(closing.ledgers[0]!).slice(2)).toEqual([
      '2 2026-01-20 increment more 15: 0 → 15',
      '3 2026-01-31 decrement more 15: 15 → 0',
    ]);
  });

  it('gives back what credits paid too much, where usage has fallen since: A 80, C 30, X 50, then A 20', () => {
    const { invoice, ledgers } = partial(usd, 80);
    const issued = issueCreditCharges({ ledger: ledgers[0]!, invoice_id: invoice!.id, at }).ledger;
    const fallen = { ...base, usage: { calls: { quantity: 20 } }, earlier_invoices: [invoice!] };
    const closing = draftInvoice(frozen({ ...fallen, ledgers: [issued] }));
    const [line] = closing.invoice.line_items;
    // C = min(30, 20) = 20, so that 10 of the 30 come back; 20 − 20 − 50 = −50.
    expect([line?.credits_applied, line?.amount]).toEqual(['20.00', '-50.00']);
    expect(tableOf(closing.ledgers[0]!).slice(1)).toEqual([
      '1 2026-01-14 decrement gift 30: 30 → 0',
      '2 2026-01-31 amendment gift 10: 0 → 10',
    ]);
    // Once: computed again, or issued and replayed, it stays the same; voided, it never was.
    const again = draftInvoice(frozen({ ...fallen, ledgers: closing.ledgers }));
    expect(again.ledgers).toEqual(closing.ledgers);
    const change = { ledger: closing.ledgers[0]!, invoice_id: closing.invoice.id, at: '2026-02-02' };
    const kept = issueCreditCharges(change).ledger;
    expect([kept.balance, kept.charges.map(({ issued: paid }) => paid)]).toEqual(['10', ['30', '10']]);
    expect(releaseCreditCharges({ ...change, ledger: kept }).ledger.balance).toBe('0');
    // And rises again: 45 units later cost what they cost, with the 10 that came back among their credits.
    const risen = draftInvoice(frozen({ ...fallen, usage: { calls: { quantity: 65 } }, ledgers: closing.ledgers }));
    expect(risen.invoice.line_items[0]?.credits_applied).toBe('30.00');
    expect(risen.ledgers[0]?.balance).toBe('0');
  });

  it('loses what comes back to a block whose day has come', () => {
    const expiring = granted({ currency: 'USD', blocks: [{ ...gift(30), expiry_date: '2026-01-20' }] });
    const { invoice, ledgers } = partial(expiring, 80);
    const issued = issueCreditCharges({ ledger: ledgers[0]!, invoice_id: invoice!.id, at }).ledger;
    const closing = draftInvoice(
      frozen({ ...base, usage: { calls: { quantity: 20 } }, earlier_invoices: [invoice!], ledgers: [issued] }),
    );
    expect(tableOf(closing.ledgers[0]!).slice(2)).toEqual([
      '2 2026-01-31 amendment gift 10: 0 → 10',
      '3 2026-01-31 credit_block_expiry gift 10: 10 → 0',
    ]);
  });

  it('takes what a partial invoice charged off the first days, and charges the rest on its days', () => {
    const metrics = [{ id: 'used', event_names: ['use'], aggregation: { kind: 'sum', expression: 'n' } }] as const;
    const prices = [{ ...base.prices[0], billable_metric_id: 'used' }];
    const use = (day: string, n: number) => ({
      event_name: 'use',
      timestamp: `2026-01-${day}T12:00:00Z`,
      properties: { n },
    });
    const events = [use('05', 40), use('12', 40)];
    const input = { ...base, prices, metrics };
    const first = draftPartialInvoice(frozen({ ...input, events, at, invoicing_threshold: '50', ledgers: [usd] }));
    expect(tableOf(first.ledgers[0]!).slice(1)).toEqual(['1 2026-01-05 decrement gift 30: 30 → 0']);
    const issued = issueCreditCharges({ ledger: first.ledgers[0]!, invoice_id: first.invoice!.id, at }).ledger;
    const topped = playLedgerFrom(issued, '2026-01-18', gift(15, 'more'));
    const closing = draftInvoice(
      frozen({
        ...input,
        events: [...events, use('06', 4), use('20', 20)],
        earlier_invoices: [first.invoice!],
        ledgers: [topped],
      }),
    );
    const [line] = closing.invoice.line_items;
    // A 104, X 50: 84 by the 12th less 80 charged, 4 of the 12th with no block to pay them; 15 of the 20 since; 9 to bill.
    expect([line?.credits_applied, line?.amount]).toEqual(['45.00', '9.00']);
    expect(tableOf(closing.ledgers[0]!).slice(2)).toEqual([
      '2 2026-01-18 increment more 15: 0 → 15',
      '3 2026-01-20 decrement more 15: 15 → 0',
    ]);
  });

  it('leaves ledgers as they were where the threshold is not reached', () => {
    const below = partial(usd, 79);
    expect([below.measure, below.invoice, below.ledgers, below.effects]).toEqual(['49.00', null, [usd], []]);
  });

  it('takes the place of what the open closing invoice was charged', () => {
    const open = draftInvoice({ ...base, usage: { calls: { quantity: 80 } }, at, ledgers: [usd] });
    expect(open.ledgers[0]?.balance).toBe('0');
    expect(partial(open.ledgers[0]!, 80).invoice?.total).toBe('50.00');
  });

  it('does not repay what was billed before there was a ledger (§8.1)', () => {
    const { invoice } = draftPartialInvoice({
      ...base,
      usage: { calls: { quantity: 80 } },
      at,
      invoicing_threshold: '50',
    });
    const { invoice: closing } = draftInvoice({
      ...base,
      usage: { calls: { quantity: 100 } },
      earlier_invoices: [invoice!],
      ledgers: [usd],
    });
    expect([closing.line_items[0]?.credits_applied, closing.total]).toEqual(['20.00', '0.00']);
  });

  it('gives back what a draft was charged that has nothing left to charge', () => {
    const charged = draftInvoice({ ...base, usage: { calls: { quantity: 80 } }, ledgers: [usd] }).ledgers[0]!;
    const emptied = draftInvoice({ ...base, usage: { calls: { quantity: 0 } }, ledgers: [charged] });
    expect([charged.balance, emptied.ledgers[0]?.balance]).toEqual(['0', '30']);
  });
});

function playLedgerFrom(ledger: CreditLedger, at: string, entry: ApplyLedgerEntryInput['entry']): CreditLedger {
  return applyLedgerEntry({ ledger, entry, at }).ledger;
}

describe('ledgers and the invoices of a subscription', () => {
  const { customer } = base;
  const calls = { ...base.prices[0], billable_metric_id: 'used' };
  const { subscription, schedule } = createSubscription({
    request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' },
    at: '2026-01-01',
    customer,
    plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices: [calls] }],
  });
  const usd = granted({ currency: 'USD', blocks: [gift(30)] });
  const metrics = [{ id: 'used', event_names: ['use'], aggregation: { kind: 'count' } }] as const;
  const events = ['05', '05', '19'].map((day) => ({
    event_name: 'use',
    timestamp: `2026-01-${day}T12:00:00Z`,
    properties: {},
  }));
  const input = { customer, subscription, schedule, metrics, events, ledgers: [usd] };
  const invoice_date = '2026-02-01';

  it('charges the day of each event', () => {
    const { invoice, ledgers } = draftInvoice(frozen({ ...input, invoice_date }));
    expect([invoice.total, ledgers.map(tableOf)[0]?.slice(1)]).toEqual([
      '0.00',
      ['1 2026-01-05 decrement gift 2: 30 → 28', '2 2026-01-19 decrement gift 1: 28 → 27'],
    ]);
  });

  it('reads the same from the windows of given usage, daily or cumulative', () => {
    const { id } = subscription.price_intervals[0]!;
    const [timeframe_start, timeframe_end] = ['2026-01-01T05:00:00Z', '2026-02-01T05:00:00Z'];
    const [metric] = metrics;
    const measured = draftInvoice({ ...input, invoice_date });
    for (const view_mode of ['periodic', 'cumulative'] as const) {
      const used = aggregateUsage({
        metric,
        events,
        timeframe_start,
        timeframe_end,
        view_mode,
        granularity: 'day',
        timezone: customer.timezone,
      });
      const given = draftInvoice(frozen({ ...input, invoice_date, events: undefined, usage: { [id]: used } }));
      expect([given.invoice, given.ledgers]).toEqual([measured.invoice, measured.ledgers]);
    }
  });

  it('previews what credits will pay', () => {
    const { invoice } = upcomingInvoice(frozen({ ...input, at: '2026-01-10' }));
    expect(invoice.line_items.map(({ credits_applied, amount }) => [credits_applied, amount])).toEqual([
      ['2.00', '0.00'],
    ]);
  });
});

describe('ledgers that cannot pay an invoice', () => {
  const usd = granted({ currency: 'USD', blocks: [gift(30)] });
  const usage = { calls: { quantity: 80 } };
  const faults = (more: Partial<DraftInvoiceInput>) => faultsOf(() => draftInvoice({ ...base, usage, ...more }));

  it('names each fault', () => {
    expect(faults({ ledgers: [usd, usd] })).toEqual(['invalid_reference ledgers[1].currency']);
    expect(faults({ ledgers: [{ ...usd, customer_id: 'other' }] })).toEqual([
      'customer_reference ledgers[0].customer_id',
    ]);
    expect(faults({ ledgers: [usd], payWithCredits: () => [] })).toEqual(['invalid_type ledgers']);
    expect(faults({ ledgers: [{ ...usd, balance: '31' }] })).toEqual(['inconsistent_history ledgers[0].balance']);
    const fine = granted({ currency: 'credits', blocks: [{ entry_type: 'increment', amount: '0.005' }] });
    expect(faults({ ledgers: [{ ...fine, currency: 'USD' }] })).toEqual(['unrounded_amount ledgers[0].blocks']);
  });

  it('refuses to draft again what was issued (§8.5)', () => {
    const { invoice, ledgers } = draftInvoice({ ...base, usage, ledgers: [usd] });
    const { ledger } = issueCreditCharges({ ledger: ledgers[0]!, invoice_id: invoice.id, at: '2026-02-01' });
    expect(faults({ ledgers: [ledger] })).toEqual(['invalid_transition ledgers[0].charges']);
  });
});
