import { describe, expect, it } from 'vitest';
import { formatMoney, formatRate, groupDigits } from '../../src/cli/table/digits.js';
import { layOut } from '../../src/cli/table/layout.js';
import { call, eventScenario, run, runScenario } from './support.js';

const mixed = {
  customer: { id: 'acme', name: 'Acme Inc.', currency: 'USD', timezone: 'Europe/Paris', balance: '1000.00' },
  invoice_number: 'ACME-00042',
  period: { start_date: '2026-03-01', end_date: '2026-04-01' },
  plan: {
    name: 'Growth',
    prices: [
      {
        id: 'fee',
        name: 'Platform',
        model_type: 'unit',
        unit_config: { unit_amount: '1200' },
        fixed_price_quantity: 1,
      },
      {
        id: 'calls',
        name: 'API calls',
        price_type: 'usage_price',
        model_type: 'tiered',
        tiered_config: {
          tiers: [
            { first_unit: 0, last_unit: 1000, unit_amount: '0.05' },
            { first_unit: 1000, unit_amount: '0.031' },
          ],
        },
      },
      {
        id: 'pages',
        name: 'Pages',
        price_type: 'usage_price',
        model_type: 'package',
        package_config: { package_amount: '4.99', package_size: 250 },
      },
      {
        id: 'regions',
        name: 'Traffic (GB)',
        price_type: 'usage_price',
        model_type: 'matrix',
        matrix_config: {
          dimensions: ['region'],
          default_unit_amount: '0.18',
          matrix_values: [{ dimension_values: ['eu'], unit_amount: '0.3' }],
        },
      },
      {
        id: 'tokens',
        name: 'Tokens',
        price_type: 'usage_price',
        currency: 'credits',
        conversion_rate: '0.65',
        model_type: 'unit',
        unit_config: { unit_amount: '2' },
      },
    ],
  },
  usage: {
    by_price: {
      calls: { quantity: '12345.5' },
      pages: { quantity: '2301' },
      regions: {
        groups: [
          { grouping_values: ['eu'], quantity: '40' },
          { grouping_values: ['us'], quantity: '15' },
        ],
      },
      tokens: { quantity: '13.5' },
    },
  },
};

describe('the table', () => {
  it('shows who, what, when, every row with its rate, and the totals', async () => {
    // 1000 × 0.05 = 50.00; 11,345.5 × 0.031 = 351.7105; ⌈2301 / 250⌉ = 10 × 4.99 = 49.90; 40 × 0.30 + 15 × 0.18 = 14.70;
    // 13.5 × 2 = 27 credits × 0.65 = 17.55. In all 1200 + 401.71 + 49.90 + 14.70 + 17.55 = 1683.86, less 1000.00.
    const { code, stdout, stderr } = await runScenario(mixed);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`Invoice   ACME-00042
Customer  Acme Inc.
Plan      Growth
Period    2026-03-01 to 2026-03-31 (Europe/Paris)

Item                      Quantity          Rate         Amount
───────────────────────────────────────────────────────────────
Platform                         1      1,200.00   USD 1,200.00
API calls                 12,345.5                   USD 401.71
  Tier One (up to 1,000)     1,000          0.05          50.00
  Tier Two (over 1,000)   11,345.5         0.031         351.71
Pages                        2,301  4.99 per 250      USD 49.90
Traffic (GB)                    55                    USD 14.70
  eu                            40          0.30          12.00
  Default                       15          0.18           2.70
Tokens                        13.5                    USD 17.55
  Units                       13.5             2     credits 27
  credits to USD                27          0.65          17.55
───────────────────────────────────────────────────────────────
Subtotal                                           USD 1,683.86
Total                                              USD 1,683.86
Customer balance applied                          USD -1,000.00
Amount due                                           USD 683.86
`);
  });

  it('has no fraction for a currency without a minor unit', async () => {
    const scenario = {
      ...eventScenario,
      customer: { id: 'acme', currency: 'JPY' },
      usage: { by_price: { calls: { quantity: '5000010' } } },
    };
    const { stdout } = await runScenario(scenario);
    // 5,000,010 × 0.25 = 1,250,002.5, half away from zero.
    expect(stdout).toMatch(/API calls +5,000,010 +0\.25 +JPY 1,250,003\n/);
  });

  it('shows quantities exactly where the document holds the nearest double', async () => {
    const scenario = { ...eventScenario, usage: { by_price: { calls: { quantity: '9007199254740993' } } } };
    expect((await runScenario(scenario)).stdout).toMatch(/9,007,199,254,740,993 /);
  });

  it('counts the rows that were read, none included', async () => {
    const empty = await runScenario(eventScenario, [], { files: { 'usage.ndjson': '' } });
    expect(empty.stdout).toMatch(/\nUsage {5}0 rows\n/);
    expect(empty.stdout).toMatch(/API calls +0 .*USD 0\.00/);
  });

  it('names the customer by its id, and the last day, where nothing better is known', async () => {
    const scenario = {
      ...eventScenario,
      period: { start_date: '2026-03-01', end_date: '2026-03-15T12:00:00Z' },
      usage: { by_price: { calls: { quantity: 1 } } },
    };
    const { stdout } = await runScenario(scenario);
    expect(stdout).toMatch(/^Invoice {3}draft\nCustomer {2}acme\nPeriod {4}2026-03-01 to 2026-03-15 \(UTC\)\n/);
  });

  it('is followed by the explanation, if asked', async () => {
    const { stdout } = await runScenario(mixed, ['--explain']);
    const tree = stdout.slice(stdout.indexOf('Amount due'));
    expect(tree).toMatch(
      /^Amount due.*\n\nInvoice for acme, 2026-03-01 to 2026-03-31 \(Europe\/Paris\): amount due +USD 683\.86\n/,
    );
    expect(tree).toMatch(/2301 units .*10 packages of 250; 10 × 4\.99 +49\.90\n/);
    expect(tree.endsWith('\n')).toBe(true);
  });
});

describe('the JSON', () => {
  it('is one document with the invoice, its workings and the rejected rows', async () => {
    const { stdout } = await runScenario(mixed, ['--json']);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['complete', 'invoice', 'workings', 'rows', 'rejected']);
    expect(document).toMatchObject({
      complete: true,
      invoice: { invoice_number: 'ACME-00042', total: '1683.86', amount_due: '683.86' },
      workings: { kind: 'invoice', total: '1683.86' },
      rows: { read: 0, counted: 0, rejected: 0 },
      rejected: [],
    });
  });

  it('holds the explanation as well, if asked', async () => {
    const { stdout } = await runScenario(mixed, ['--json', '--explain']);
    expect(JSON.parse(stdout)).toMatchObject({ explanation: { amount: '683.86', fold: 'sum' } });
  });

  it('is the same on every run', async () => {
    const settings = { files: { 'usage.ndjson': `${call('a', 1)}\n${call('b', 2)}` } };
    const again = () => runScenario(eventScenario, ['--json'], settings);
    expect(await again()).toEqual(await again());
  });
});

describe('digits', () => {
  it.each([
    ['0', '0'],
    ['999', '999'],
    ['1000', '1,000'],
    ['-1234567.8900', '-1,234,567.8900'],
    ['1234567.1234567', '1,234,567.1234567'],
    ['-100', '-100'],
    ['12345678901234567890', '12,345,678,901,234,567,890'],
  ])('of %s are grouped as %s', (decimal, grouped) => {
    expect(groupDigits(decimal)).toBe(grouped);
  });

  it('of money stand behind the currency', () => {
    expect(formatMoney('-1234.50', 'USD')).toBe('USD -1,234.50');
  });

  it.each([
    ['3', 2, '3.00'],
    ['2.5', 2, '2.50'],
    ['0.025', 2, '0.025'],
    ['1500', 0, '1,500'],
    ['0.5', 0, '0.5'],
  ])('of the rate %s are at least %i behind the point', (rate, places, shown) => {
    expect(formatRate(rate, places)).toBe(shown);
  });
});

describe('the layout', () => {
  it('makes columns as wide as their widest cells, by code point', () => {
    const rows = layOut([['é😀', '1'], 'rule', ['abc', '100'], ['d']], ['left', 'right']);
    expect(rows).toEqual(['é😀     1', '────────', 'abc  100', 'd']);
  });

  it('lets no name break it', () => {
    expect(layOut([['a\nb\u001B[31m', 'c']], ['left', 'left'])).toEqual(['a b [31m  c']);
  });
});

describe('a fault of ours', () => {
  it('ends with code 1 and says so', async () => {
    const broken = { files: { get 's.json'(): string { throw new TypeError('oops'); } } }; // prettier-ignore
    const { code, stdout, stderr } = await run(['invoice', 's.json'], broken);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^reckoner: this is a fault of reckoner, not of the input; please report it\nTypeError: oops\n/,
    );
  });
});
