import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DraftInvoiceInput } from '../../src/index.js';
import { withPorts, type PortsCase } from '../support/invoice-ports.js';
import { playLedger } from '../support/ledger-scenario.js';
import { print, rational, sum } from '../support/rational.js';
import { runScenario } from './support.js';

const path = new URL('../cases/invoices/worked.json', import.meta.url);
const [worked] = JSON.parse(readFileSync(path, 'utf8')) as (PortsCase & { readonly input: DraftInvoiceInput })[];
const { earlier_invoices } = withPorts(worked!.input, worked!);
const { usage, ...request } = worked!.input;
const item_id = 'tokens';
const filters = [{ field: 'item_id', operator: 'includes', values: [item_id] }] as const;
const grant = (
  currency: string,
  entry: { readonly block_id: string; readonly amount: number; readonly filters?: typeof filters },
) => playLedger({ currency }, [{ at: '2025-02-01', entry: { entry_type: 'increment', ...entry } }]).ledger;

/** The worked invoice of §1.4 as a scenario. */
const scenario = {
  ...request,
  prices: request.prices?.map((price, position) => (position === 0 ? { ...price, item_id } : price)),
  earlier_invoices,
  ledgers: [
    grant('USD', { block_id: 'usd-block', amount: 120, filters }),
    grant('credits', { block_id: 'credit-block', amount: 20 }),
  ],
  taxes: [{ tax_rate_description: 'Sales tax', tax_rate_percentage: '8.875' }],
  usage: { by_price: usage },
};

describe('the table of an invoice', () => {
  it('shows every step of §1.4, from the rows of its lines to the amount due', async () => {
    const { code, stdout, stderr } = await runScenario(scenario);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`Invoice   draft
Customer  acme
Period    2025-02-01 to 2025-02-28 (UTC)

Item                                  Quantity          Rate       Amount
─────────────────────────────────────────────────────────────────────────
L1                                    12,345.5                 USD 156.16
  Tier One (up to 1,000)                 1,000          0.05        50.00
  Tier Two (over 1,000 up to 10,000)     9,000         0.031       279.00
  Tier Three (over 10,000)             2,345.5        0.0175        41.05
  Usage discount of 500 units                                       -8.75
  Discount of 25                                                   -21.97
  Percentage discount of 7.5 %                                     -25.45
  Minimum of 400                                                    37.58
  Prepaid credits                                                 -120.00
  Invoiced before                                                  -75.30
L2                                       2,301                  USD 36.09
  Packages                                  10  4.99 per 250        49.90
  Discount of 25                                                    -3.03
  Percentage discount of 7.5 %                                      -3.52
  Minimum of 400                                                     5.19
  Invoiced before                                                  -12.45
L3                                           3                  USD 92.49
  Units                                      3         33.33        99.99
  Percentage discount of 7.5 %                                      -7.50
L4                                        13.5                   USD 4.55
  Units                                   13.5             2   credits 27
  Prepaid credits                                             credits -20
  credits to USD                             7          0.65         4.55
─────────────────────────────────────────────────────────────────────────
Subtotal                                                       USD 524.49
Discounts                                                      USD -70.22
Minimums                                                        USD 42.77
Prepaid credits                                               USD -120.00
Invoiced before                                                USD -87.75
Sales tax 8.875 %                                               USD 25.67
Total                                                          USD 314.96
Customer balance applied                                       USD -50.00
Amount due                                                     USD 264.96
`);
  });

  it('adds up, line by line and as a whole', async () => {
    const { stdout } = await runScenario(scenario);
    const [, lines = '', totals = ''] = stdout.split(/─+\n/);
    const amountOf = (row: string) => / {2}(?:(?<unit>\S+) )?(?<digits>-?[\d,]+(?:\.\d+)?)$/.exec(row)!.groups!;
    const digits = (row: string) => rational(amountOf(row)['digits']!.replaceAll(',', ''));
    for (const block of lines.split(/\n(?=\S)/)) {
      const [own = '', ...rows] = block.trimEnd().split('\n');
      // Amounts in a pricing unit name it: they add up to what is converted.
      const money = rows.filter((row) => amountOf(row)['unit'] !== 'credits');
      if (money.length > 0) expect(print(sum(money.map(digits)))).toBe(print(digits(own)));
    }
    const [subtotal, ...rest] = totals.trimEnd().split('\n');
    const at = rest.findIndex((row) => row.startsWith('Total'));
    expect(print(sum([subtotal!, ...rest.slice(0, at)].map(digits)))).toBe(print(digits(rest[at]!)));
    expect(print(sum(rest.slice(at, -1).map(digits)))).toBe(print(digits(rest.at(-1)!)));
  });

  it('names the faults of taxes by their place', async () => {
    const { code, stderr } = await runScenario({
      ...scenario,
      taxes: [{ tax_rate_description: 'VAT', tax_rate_percentage: 'a' }],
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('taxes[0].tax_rate_percentage')]);
  });
});
