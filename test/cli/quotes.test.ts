import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run, type Run, type Written } from './support.js';

const folder = fileURLToPath(new URL('../../docs/examples/quotes', import.meta.url));
const names = ['quote.json', 'compare.json', 'price.json', 'simulate.json', 'customers.ndjson'];
const files = Object.fromEntries(names.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));

const example = (given: readonly string[], settings: object = {}): Promise<Run> => run(given, { files, ...settings });

/** The cells of the table lines that begin with a word. */
function rowsOf(stdout: string, start: string): readonly string[][] {
  return stdout.split('\n').flatMap((line) => (line.startsWith(start) ? [line.split(/ {2,}/)] : []));
}

describe('reckoner quote', () => {
  it('prints the bundled deal: ramp, discount, growth, prepaid hours', async () => {
    const { code, stdout, stderr } = await example(['quote', 'quote.json']);
    expect([code, stderr]).toEqual([0, '']);
    // 12000 × 1.08^k, rounded; calls (200 + 0.012 (q − 10000)) and the ramp of 500, less a tenth until the end of March;
    // hours of 2.00 each while the 400 last: 90 + 100 + 110, then 100 of 120 and 20 × 2.50, and 130 and 140 at 2.50;
    // June has the invoices of its first day, 1500.91, and of its end, 641.58.
    expect(rowsOf(stdout, '2026-0').slice(0, 6)).toEqual([
      ['2026-01-01', '12,000', '90', '1,250.00', '831.60'],
      ['2026-02-01', '12,960', '100', '651.60', '861.97'],
      ['2026-03-01', '13,997', '110', '661.97', '893.17'],
      ['2026-04-01', '15,117', '120', '1,123.17', '1,411.40'],
      ['2026-05-01', '16,326', '130', '1,211.40', '1,500.91'],
      ['2026-06-01', '17,632', '140', '2,142.49', '1,541.58'],
    ]);
    expect(rowsOf(stdout, 'Before tax')).toEqual([['Before tax', '7,040.63', '7,040.63']]);
    expect(rowsOf(stdout, 'Plan')).toEqual([['Plan', 'Scale']]);
  });

  it('prints the same as JSON, with explanations where they are asked for', async () => {
    const plain = JSON.parse((await example(['quote', 'quote.json', '--json'])).stdout) as {
      totals: object;
      invoices: object[];
    };
    expect(plain.totals).toMatchObject({ invoiced: '7040.63' });
    expect(plain.invoices[0]).not.toHaveProperty('explanation');
    const told = await example(['quote', 'quote.json', '--json', '--explain']);
    expect((JSON.parse(told.stdout) as typeof plain).invoices[1]).toHaveProperty('explanation.children');
    const text = await example(['quote', 'quote.json', '--explain']);
    expect(text.stdout).toMatch(/└─ /);
  });

  it('measures recorded events of a file, and adds taxes', async () => {
    const scenario = {
      customer: { id: 'acme', currency: 'USD' },
      prices: [
        {
          id: 'calls',
          name: 'Calls',
          model_type: 'unit',
          unit_config: { unit_amount: '2.00' },
          billable_metric_id: 'm',
        },
      ],
      metrics: [{ id: 'm', aggregation: { kind: 'count' } }],
      start_date: '2026-01-01',
      periods: 1,
      taxes: [{ tax_rate_description: 'VAT', tax_rate_percentage: '10' }],
    };
    const event = (key: string): string =>
      JSON.stringify({ event_name: 'call', timestamp: '2026-01-05T00:00:00Z', idempotency_key: key, properties: {} });
    const settings = { files: { 's.json': JSON.stringify(scenario), 'e.ndjson': `${event('a')}\n\n${event('b')}\n` } };
    const { stdout } = await run(['quote', 's.json', '--usage', 'e.ndjson', '--json'], settings);
    expect(JSON.parse(stdout)).toMatchObject({ totals: { invoiced: '4.00', tax: '0.40', amount_due: '4.40' } });
    const broken = await run(['quote', 's.json', '--usage', 'e.ndjson'], {
      files: { ...settings.files, 'e.ndjson': `${event('a')}\n{` },
    });
    expect([broken.code, broken.stdout]).toEqual([2, '']);
    expect(broken.stderr).toMatch(/^reckoner: e\.ndjson:2: is not one JSON document/);
  });
});

describe('reckoner compare', () => {
  it('prints the bundled comparison and where two offers cost the same', async () => {
    const { code, stdout, stderr } = await example(['compare', 'compare.json']);
    expect([code, stderr]).toEqual([0, '']);
    // 4000 × 0.02; 60 + 4000 × 0.01; 1095 × 31/365 + 4000 × 0.004.
    expect(rowsOf(stdout, '2026-01-01')).toEqual([['2026-01-01', '80.00', '100.00', '109.00', 'Pay as you go']]);
    expect(rowsOf(stdout, 'Total')[0]!.at(-1)).toBe('Annual');
    // 0.02 q = 60 + 0.01 q.
    expect(stdout).toMatch(/exact.*\n {2}6,000: below it Pay as you go is cheaper, above it Pro\n/);
    const told = JSON.parse((await example(['compare', 'compare.json', '--json'])).stdout) as object;
    expect(told).toMatchObject({ total: { cheapest: ['annual'] }, break_even: { points: [{ quantity: '6000' }] } });
  });
});

describe('reckoner curve', () => {
  it('writes the picture to a file, or prints it', async () => {
    const written: Written = new Map();
    const { code, stdout } = await example(['curve', 'price.json', '--to', '300', '--out', 'curve.svg'], { written });
    expect([code, stdout]).toEqual([0, '']);
    expect(written.get('curve.svg')).toMatch(/^<svg /);
    expect((await example(['curve', 'price.json', '--to=300'])).stdout).toBe(written.get('curve.svg'));
  });

  it('tells its parts as JSON, of one of several prices', async () => {
    const { stdout } = await example(['curve', 'price.json', '--from', '40', '--to', '60', '--json']);
    const { breakpoints } = JSON.parse(stdout) as { breakpoints: { quantity: string }[] };
    expect(breakpoints.map(({ quantity }) => quantity)).toEqual(['40', '50', '60']);
    const chosen = await example(['curve', 'quote.json', '--price', 'ramp', '--to', '2', '--json']);
    expect(JSON.parse(chosen.stdout)).toMatchObject({ segments: [{ marginal_rate: '500' }] });
  });

  it.each([
    [['curve', 'price.json'], /say up to which quantity: --to 1000/],
    [['curve', 'quote.json', '--to', '5'], /is not one price; choose one with --price: ramp, full, calls, gpu/],
    [['curve', 'quote.json', '--to', '5', '--price', 'cpu'], /has no price "cpu"/],
    [['curve', 'customers.ndjson', '--to', '5'], /is not valid JSON/],
    [['curve', 'price.json', '--to', '1', '--from', '2'], /options\.to: is not above from/],
    [
      ['curve', 'price.json', '--to', '5', '--out', 'x.svg'],
      /x\.svg: the picture could not be written there \(EROFS\)/,
    ],
  ])('%j is refused with code 2', async (given, message) => {
    const { code, stdout, stderr } = await example(given);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('reckoner simulate', () => {
  it('prints the bundled price change: who wins, who loses, who is spared', async () => {
    const { code, stdout, stderr } = await example(['simulate', 'simulate.json']);
    expect([code, stderr]).toEqual([0, '']);
    // 30000, 33000, 36000 calls: 1980.00 now; 3 × 15 + 3 × 90 + (25000 + 28000 + 31000) × 0.015 = 1575.00.
    expect(rowsOf(stdout, 'gnu')).toEqual([['gnu', '1,980.00', '1,575.00', '-405.00']]);
    expect(rowsOf(stdout, 'kept by')).toEqual([
      ['kept by founders', '2'],
      ['kept by no shocks', '2'],
    ]);
    expect(rowsOf(stdout, 'Total')).toEqual([['Total', '8', '-479.64']]);
  });

  it('takes other customers, and lists those that cannot be computed', async () => {
    const more = { files: { ...files, 'others.ndjson': '{"customer":{"id":"zoe","currency":"USD"}}\n' } };
    const { code, stdout } = await run(['simulate', 'simulate.json', '--customers', 'others.ndjson'], more);
    expect(code).toBe(0);
    expect(stdout).toMatch(/not computed: zoe: usage: is missing/);
  });

  it('draws a bar on a terminal only, and leaves nothing of it', async () => {
    const drawn = await example(['simulate', 'simulate.json'], { isTerminal: true, tick: 60, chunk: 200 });
    expect(drawn.stderr.split('\r\u001B[K')[1]).toMatch(/^simulating \[#*-*\] \d+ %, \d customers$/);
    expect(drawn.stderr.endsWith('\r\u001B[K')).toBe(true);
    expect((await example(['simulate', 'simulate.json'], { tick: 60 })).stderr).toBe('');
  });

  it('prints what was finished when it is interrupted, and says so', async () => {
    const { code, stdout, stderr } = await example(['simulate', 'simulate.json', '--json'], {
      tick: 60,
      interruptedAt: 2,
    });
    expect(code).toBe(0);
    const { complete, customers } = JSON.parse(stdout) as { complete: boolean; customers: number };
    expect(complete).toBe(false);
    expect(customers).toBeLessThan(8);
    expect(stderr).toBe(`reckoner: interrupted after ${customers} customers; what follows is INCOMPLETE\n`);
  });
});

describe('what is asked wrongly', () => {
  it.each(['invoice', 'quote', 'compare', 'curve', 'simulate'])('%s says what it does', async (command) => {
    const { code, stdout } = await example([command, '--help']);
    expect(code).toBe(0);
    expect(stdout.startsWith(`reckoner ${command} <`)).toBe(true);
    const lines = (await example(['--help'])).stdout.split('\n').map((line) => line.trim());
    expect(lines).toContain(stdout.split('\n')[0]);
  });

  it.each([
    [['quote'], /name the scenario: reckoner quote scenario\.json/],
    [['curve'], /name the price: reckoner curve price\.json/],
    [['quote', 'quote.json', '--to', '5'], /--to is no option of quote/],
    [['compare', 'compare.json', '--explain'], /--explain is no option of compare/],
    [['simulate', 'gone.json'], /gone\.json: there is no such file/],
    [
      ['simulate', 'simulate.json', '--customers', 'gone'],
      /gone: there is no such file; correct the path \(--customers\)/,
    ],
    [['simulate', 'quote.json'], /quote\.json has \d+ faults; there is no simulation/],
    [['quote', 'compare.json'], /compare\.json has \d faults?; there is no quote\n {2}offers: is not known here/],
    [['compare', 'quote.json'], /there is no comparison/],
    [['quote', 'list.json'], /list\.json: is no JSON object; give a scenario/],
  ])('%j is refused with code 2', async (given, message) => {
    const { code, stdout, stderr } = await run(given, { files: { ...files, 'list.json': '[]' } });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
