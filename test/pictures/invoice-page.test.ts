import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  createCreditNote,
  draftInvoice,
  issueInvoice,
  renderInvoice,
  voidCreditNote,
  type DraftInvoiceInput,
  type RenderInvoiceOptions,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { withPorts, type PortsCase } from '../support/invoice-ports.js';
import { faultsOf } from '../support/refusal.js';

const cases = JSON.parse(readFileSync(new URL('../cases/invoices/draft.json', import.meta.url), 'utf8')) as {
  name: string;
  input: DraftInvoiceInput;
}[];

const seats = {
  id: 'seats',
  name: 'Seats',
  model_type: 'unit',
  unit_config: { unit_amount: '1234.00' },
  fixed_price_quantity: 5,
} as const;
const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York', balance: '15.00' };
const draft = draftInvoice({ customer, prices: [seats], period: { start_date: '2026-01-01', end_date: '2026-02-01' } });

const voidElements = new Set(['meta', 'br']);

/** The names of the elements in order of opening; fails where one is closed that was not opened last. */
function elementsOf(page: string): readonly string[] {
  const open: string[] = [];
  const names: string[] = [];
  for (const [, closing, name = ''] of page
    .replace(/^<!doctype html>/, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else names.push(name);
    if (!closing && !voidElements.has(name)) open.push(name);
  }
  expect(open).toEqual([]);
  return names;
}

/** What a reader sees: the texts between the tags. */
function textsOf(page: string): readonly string[] {
  return page
    .slice(page.indexOf('<body>'))
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

describe('the page of an invoice', () => {
  it.each(cases)('shows every line, its derivation and its sums: $name', ({ input }) => {
    const result = draftInvoice(input);
    const page = renderInvoice(frozen(result));
    const names = elementsOf(page);
    expect(names).not.toContain('script');
    expect(page).not.toMatch(/\b(src|href|url\()/);
    const texts = textsOf(page);
    const grouped = (amount: string) => amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
    for (const line of result.invoice.line_items) expect(texts).toContain(grouped(line.amount));
    expect(texts).toContain(grouped(result.invoice.total));
    expect(texts).toContain(grouped(result.invoice.amount_due));
    expect(names.filter((name) => name === 'details').length).toBeLessThanOrEqual(result.invoice.line_items.length);
  });

  it('is the same for the same invoice', () => {
    expect(renderInvoice(draft)).toBe(renderInvoice(draft));
  });

  it('names the days, the last one included, in the customer’s zone', () => {
    // A bare document does not say where its customer is.
    for (const page of [renderInvoice(draft), renderInvoice(draft.invoice, { timezone: 'America/New_York' })]) {
      const texts = textsOf(page);
      // A line may end between the two.
      expect(texts[texts.indexOf('2026-01-01') + 1]).toBe('to 2026-01-31');
    }
  });

  it.each([
    ['closed', /<details><summary>How Seats comes to 6,170.00/],
    ['open', /<details open=""><summary>/],
  ] as const)('has its derivations %s', (derivations, pattern) => {
    expect(renderInvoice(draft, { derivations })).toMatch(pattern);
  });

  it('leaves derivations out, and has none where there is nothing to derive', () => {
    expect(renderInvoice(draft, { derivations: 'omit' })).not.toContain('<details');
    expect(renderInvoice(draft.invoice)).not.toContain('<details');
  });

  it('adds up from the subtotal to the amount due', () => {
    const issued = issueInvoice({ invoice: draft.invoice, customer, at: '2026-02-02', invoice_number: 'A-1' });
    const row = issued.invoice.line_items[0]!;
    const noted = createCreditNote({
      invoice: issued.invoice,
      customer: issued.customer,
      at: '2026-02-03',
      request: {
        reason: 'duplicate',
        memo: 'One too many',
        line_items: [{ invoice_line_item_id: row.id, amount: '12.00' }],
      },
    });
    const texts = textsOf(renderInvoice(noted.invoice));
    const from = texts.indexOf('What it comes to');
    expect(texts.slice(from + 1, from + 11)).toEqual([
      'Subtotal',
      '6,170.00',
      'Total',
      '6,170.00',
      'Customer balance',
      '-15.00',
      'Credit notes',
      '-12.00',
      'Amount due',
      '6,143.00',
    ]);
    expect(texts).toContain('One too many');
    const { credit_note, invoice, customer: payer } = noted;
    const undone = voidCreditNote({ credit_note, invoice, customer: payer, at: '2026-02-04' });
    expect(renderInvoice(undone.invoice)).toContain('adjustment, void');
  });

  it('tells each cause of what is billed less than the subtotal', () => {
    const [worked] = JSON.parse(
      readFileSync(new URL('../cases/invoices/worked.json', import.meta.url), 'utf8'),
    ) as (PortsCase & { readonly input: DraftInvoiceInput })[];
    const texts = textsOf(renderInvoice(draftInvoice(withPorts(worked!.input, worked!))));
    const from = texts.indexOf('What it comes to');
    // L1 8.75 + 21.97 + 25.45, L2 3.03 + 3.52, L3 7.50; 37.58 + 5.19; what credits paid in a pricing unit was converted after.
    expect(texts.slice(from + 1, from + 19)).toEqual([
      'Subtotal',
      '524.49',
      'Discounts',
      '-70.22',
      'Minimums',
      '42.77',
      'Prepaid credits',
      '-120.00',
      'Already invoiced',
      '-87.75',
      'Sales tax 8.875 %',
      '25.67',
      'Total',
      '314.96',
      'Customer balance',
      '-50.00',
      'Amount due',
      '264.96',
    ]);
  });

  it('shows taxes of one rate as one row, and the difference that adjustments make', () => {
    const tax_amounts = [{ tax_rate_description: 'VAT', tax_rate_percentage: '20', amount: '200.00' }];
    const [line] = draft.invoice.line_items;
    const line_items = [1, 2].map((position) => ({ ...line!, id: `line-${position}`, amount: '1000.00', tax_amounts }));
    const invoice = { ...draft.invoice, line_items, subtotal: '2500.00', total: '2400.00', amount_due: '2400.00' };
    const texts = textsOf(renderInvoice(invoice));
    const from = texts.indexOf('Subtotal');
    expect(texts.slice(from, from + 8)).toEqual([
      'Subtotal',
      '2,500.00',
      'Discounts, minimums, credits and earlier invoices',
      '-500.00',
      'VAT 20 %',
      '400.00',
      'Total',
      '2,400.00',
    ]);
  });

  it('takes every text for a text', () => {
    const hostile = '"><script>alert(1)</script>&<b>';
    const named = { ...seats, name: hostile };
    const { invoice, workings } = draftInvoice({
      customer: { ...customer, billing_address: { line1: hostile } },
      prices: [named],
      memo: hostile,
      invoice_number: hostile,
      period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    });
    const party = { name: hostile, lines: [hostile] };
    const page = renderInvoice({ invoice, workings }, { issuer: party, recipient: party });
    expect(elementsOf(page)).not.toContain('script');
    expect(page).not.toContain('<b>');
    expect(page).toContain('&quot;&gt;&lt;script&gt;');
  });

  it.each([
    ['nothing', null, {}, ['missing_field invoice']],
    ['a list', [], {}, ['invalid_type invoice']],
    ['a total that is no decimal', { ...draft.invoice, total: 'lots' }, {}, ['invalid_decimal invoice.total']],
    ['an unknown zone', draft, { timezone: 'Mars/Base' }, ['unknown_timezone options.timezone']],
    ['a misspelt option', draft, { issuers: {} }, ['invalid_type options.issuers']],
    ['a party without a name', draft, { issuer: { lines: [] } }, ['missing_field options.issuer.name']],
    [
      'lines that are no texts',
      draft,
      { recipient: { name: 'A', lines: [1] } },
      ['invalid_type options.recipient.lines'],
    ],
    ['an unknown folding', draft, { derivations: 'half' }, ['invalid_type options.derivations']],
  ])('is refused for %s', (_, result, options, faults) => {
    expect(faultsOf(() => renderInvoice(result as never, options as RenderInvoiceOptions))).toEqual(faults);
  });
});
