import { readFileSync } from 'node:fs';
import {
  auditInvoice,
  diffInvoice,
  draftInvoice,
  issueInvoice,
  type ApplyLedgerEntryInput,
  type DraftInvoiceInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { playLedger } from '../support/ledger-scenario.js';
import { faultsOf } from '../support/refusal.js';

type Use = readonly [price_id: string, date: string, quantity: number];
type Line = readonly [price_id: string, credits_applied: string, partially_invoiced_amount: string, amount: string];

type LateCase = {
  readonly name: string;
  readonly arithmetic: string;
  readonly blocks: readonly Omit<Extract<ApplyLedgerEntryInput['entry'], { entry_type: 'increment' }>, 'entry_type'>[];
  readonly used: readonly Use[];
  readonly late: readonly Use[];
  readonly expect: {
    readonly issued: readonly Line[];
    readonly further: readonly Line[];
    readonly difference: string;
    readonly balance: string;
  };
};

const cases = JSON.parse(
  readFileSync(new URL('../cases/invoices/late-usage.json', import.meta.url), 'utf8'),
) as readonly LateCase[];

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
const price_ids = ['calls', 'jobs'];
const account = {
  customer,
  prices: price_ids.map((id) => ({
    id,
    name: id,
    model_type: 'unit' as const,
    unit_config: { unit_amount: '1' },
    billable_metric_id: id,
  })),
  metrics: price_ids.map((id) => ({ id, event_names: [id], aggregation: { kind: 'sum' as const, expression: 'n' } })),
  period: { start_date: '2026-01-01', end_date: '2026-02-01' },
} satisfies DraftInvoiceInput;

const eventsOf = (uses: readonly Use[]) =>
  uses.map(([event_name, date, n]) => ({
    idempotency_key: `${event_name} ${date}`,
    event_name,
    timestamp: `${date}T10:00:00Z`,
    properties: { n },
  }));

const linesOf = ({ line_items }: ReturnType<typeof draftInvoice>['invoice']) =>
  line_items.map((line) => [line.price?.id, line.credits_applied, line.partially_invoiced_amount, line.amount]);

describe('usage that came after an invoice was issued, with credits (§8.2, §8.3, §8.5)', () => {
  it.each(cases)('$name: $arithmetic', ({ blocks, used, late, expect: expected }) => {
    const steps = blocks.map((block) => ({ at: '2026-01-01', entry: { entry_type: 'increment' as const, ...block } }));
    const ledgers = [playLedger({ currency: 'USD', timezone: 'UTC' }, steps).ledger];
    const draft = draftInvoice(frozen({ ...account, events: eventsOf(used), ledgers }));
    expect(linesOf(draft.invoice)).toEqual(expected.issued);
    const issued = issueInvoice(
      frozen({ invoice: draft.invoice, customer, ledgers: draft.ledgers, at: '2026-02-02', invoice_number: 'A-1' }),
    );

    // From the ledgers of the draft, as often as one likes: nothing came, nothing differs.
    const again = draftInvoice(frozen({ ...account, events: eventsOf(used), ledgers: draft.ledgers }));
    expect(diffInvoice({ issued: issued.invoice, recomputed: again.invoice }).line_items).toEqual([]);

    const further = draftInvoice(
      frozen({
        ...account,
        events: eventsOf([...used, ...late]),
        ledgers: issued.ledgers,
        earlier_invoices: [issued.invoice],
        ordinal: 1,
        at: '2026-02-05',
      }),
    );
    expect(linesOf(further.invoice)).toEqual(expected.further);
    expect(further.invoice.total).toBe(expected.difference);
    expect(further.ledgers.map(({ balance, deficit }) => [balance, deficit])).toEqual([[expected.balance, '0']]);
    expect(auditInvoice({ invoices: [issued.invoice, further.invoice] })).toEqual([]);
  });

  it('is billed by an invoice with an id of its own (D25)', () => {
    const usage = { calls: { quantity: 1 }, jobs: { quantity: 0 } };
    const { invoice } = draftInvoice({ ...account, usage });
    const issued = issueInvoice({ invoice, customer, at: '2026-02-02', invoice_number: 'A-1' });
    const late = { ...account, usage: { ...usage, calls: { quantity: 3 } }, earlier_invoices: [issued.invoice] };
    expect(faultsOf(() => draftInvoice(late))).toEqual(['inconsistent_history earlier_invoices[0]']);
    const further = draftInvoice({ ...late, ordinal: 1 }).invoice;
    expect([further.id, further.total]).toEqual([invoice.id.replace(/0$/, '1'), '2.00']);
    expect(faultsOf(() => draftInvoice({ ...account, usage, ordinal: -1 }))).toEqual(['invalid_type ordinal']);
  });
});
