import { readFileSync } from 'node:fs';
import { auditInvoice, draftInvoice, explain, renderExplanation, type DraftInvoiceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import type { InvoiceInput } from '../../src/wire/index.js';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { withPorts, type PortsCase } from '../support/invoice-ports.js';

type GoldenCase = PortsCase & {
  readonly name: string;
  readonly arithmetic: string;
  readonly input: DraftInvoiceInput;
  readonly expect: {
    readonly lines: readonly {
      readonly subtotal: string;
      readonly adjustments: readonly string[];
      readonly adjusted_subtotal: string;
      readonly credits_applied: string;
      readonly partially_invoiced_amount: string;
      readonly amount: string;
      readonly taxes: readonly string[];
    }[];
    readonly totals: { readonly subtotal: string; readonly total: string; readonly amount_due: string };
  };
};

describe.each(['worked', 'adjusted', 'credits-tax-balance'])('golden invoices: %s', (file) => {
  const path = new URL(`../cases/invoices/${file}.json`, import.meta.url);
  const cases = JSON.parse(readFileSync(path, 'utf8')) as GoldenCase[];

  it.each(cases)('$name: $arithmetic', ({ input, expect: expected, ...ports }) => {
    const whole = frozen(withPorts(input, ports));
    const draft = draftInvoice(whole);
    const { invoice, workings } = draft;
    const lines = invoice.line_items.map((line) => ({
      subtotal: line.subtotal,
      adjustments: line.adjustments.map(({ amount }) => amount),
      adjusted_subtotal: line.adjusted_subtotal,
      credits_applied: line.credits_applied,
      partially_invoiced_amount: line.partially_invoiced_amount,
      amount: line.amount,
      taxes: line.tax_amounts.map(({ amount }) => amount),
    }));
    const { subtotal, total, amount_due } = invoice;
    expect({ lines, totals: { subtotal, total, amount_due } }).toEqual(expected);
    // L5, L8, L9: an auditor who knows none of this finds nothing to complain of.
    expect(auditInvoice({ invoices: [...(whole.earlier_invoices ?? []), invoice as InvoiceInput] })).toEqual([]);
    expectToAddUp(explain(draft));
    // L1, L4: the same bytes again, and nothing lost in JSON.
    const bytes = JSON.stringify([invoice, workings]);
    const again = draftInvoice(withPorts(input, ports));
    expect(JSON.stringify([again.invoice, again.workings])).toBe(bytes);
    expect(JSON.parse(bytes)).toEqual([invoice, workings]);
  });
});

it('explains the worked invoice down to blocks, taxes and what was rounded', () => {
  const path = new URL('../cases/invoices/worked.json', import.meta.url);
  const [worked] = JSON.parse(readFileSync(path, 'utf8')) as GoldenCase[];
  const text = renderExplanation(explain(draftInvoice(withPorts(worked!.input, worked!))));
  for (const line of [
    'Usage discount of 500 units',
    'Discount of 25 over 2 lines (exactly -21.9661688305…)',
    'Percentage discount of 7.5 % (exactly -7.49925)',
    'Minimum of 400 over 2 lines',
    'After adjustments (rounded from 351.4587012892…)',
    'Credits of block usd-block',
    'Already invoiced',
    'Sales tax 8.875 % on L1',
    'Customer balance applied',
  ]) {
    expect(text).toContain(line);
  }
});
