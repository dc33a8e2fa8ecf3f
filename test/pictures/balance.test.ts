import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import {
  applyLedgerEntry,
  burnCredits,
  createLedger,
  drawBalance,
  type BalanceOptions,
  type CreditLedger,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { linearScale, thinned } from '../../src/pictures/index.js';
import { instantOfMillis } from '../../src/time/index.js';
import { frozen } from '../support/frozen.js';
import { playLedger, type LedgerCallStep } from '../support/ledger-scenario.js';
import { faultsOf } from '../support/refusal.js';
import { elementsOf, readXml, textOf, type XmlElement } from '../support/xml.js';

const increment = (block_id: string, amount: number, more: object = {}) => ({
  entry_type: 'increment' as const,
  block_id,
  amount,
  ...more,
});
const charge = (date: string, amount: string, more: object = {}) => ({
  date,
  price_id: 'p',
  invoice_id: 'i',
  amount,
  ...more,
});

function ledgerOf(...steps: readonly LedgerCallStep[]): CreditLedger {
  return frozen(playLedger({ currency: 'credits' }, steps).ledger);
}

function draw(ledger: CreditLedger, options?: BalanceOptions): readonly XmlElement[] {
  return elementsOf(readXml(drawBalance(ledger, frozen(options))));
}

/** The corners of every line that is drawn without a fill, by whether it is dashed. */
function linesOf(elements: readonly XmlElement[], isDashed: boolean): readonly (readonly number[])[] {
  return elements
    .filter(({ name, attributes }) => name === 'path' && attributes.get('fill') === 'none')
    .filter(({ attributes }) => attributes.has('stroke-dasharray') === isDashed)
    .flatMap(({ attributes }) =>
      attributes
        .get('d')!
        .slice(1)
        .split('L')
        .map((point) => point.split(' ').map(Number)),
    );
}

const notesOf = (elements: readonly XmlElement[]) =>
  elements
    .filter(({ name }) => name === 'title')
    .map(textOf)
    .slice(1);

const january = { from: '2026-01-01', until: '2026-01-31' };
const story = ledgerOf(
  { at: '2026-01-01', entry: increment('pack', 100, { expiry_date: '2026-01-21' }) },
  { at: '2026-01-11', charges: [charge('2026-01-06', '40')] },
);

describe('the picture of a balance', () => {
  // Ticks 0, 20, … 100: the widest label is 3 characters, 3 × 11 × 0.58 = 19.14 wide, so that lines begin at 43.14 and end
  // at 944; thirty days share 900.86 pixels. 346 pixels high: 0 stands at 458, 100 at 118.
  const xOf = (day: number) => Number((43.14 + (900.86 * (day - 1)) / 30).toFixed(2));
  const yOf = (balance: number) => 458 - 3.4 * balance;

  it('steps down where credits are used, to scale, and goes on in dashes beyond what has happened', () => {
    const elements = draw(story, january);
    expect(linesOf(elements, false)).toEqual([
      [xOf(1), yOf(100)],
      [xOf(6), yOf(100)],
      [xOf(6), yOf(60)],
      [xOf(11), yOf(60)],
    ]);
    expect(linesOf(elements, true)).toEqual([
      [xOf(11), yOf(60)],
      [xOf(21), yOf(60)],
      [xOf(21), yOf(0)],
      [xOf(31), yOf(0)],
    ]);
  });

  it('marks what happened besides use, and says it in words', () => {
    const elements = draw(story, january);
    expect(notesOf(elements)).toEqual([
      '1 Jan 2026: 100 granted, pack, until 21 Jan 2026; balance 100',
      '21 Jan 2026: 60 expired, pack; balance 0',
    ]);
    const [description] = elements.filter(({ name }) => name === 'desc').map(textOf);
    expect(description).toContain('from 100 to 0, at least 0, at most 100. 1 Jan 2026: 100 granted');
    const words = elements.filter(({ name }) => name === 'text').map(textOf);
    expect(words).toEqual(expect.arrayContaining(['Balance in credits', 'granted', 'expired', '100', '80']));
    expect(words).not.toContain('voided');
  });

  it('tells all kinds apart, and shows no more than was asked for', () => {
    const all = ledgerOf(
      { at: '2026-01-01', entry: increment('pack', 100, { expiry_date: '2026-01-21' }) },
      { at: '2026-01-11', charges: [charge('2026-01-06', '40')] },
      { at: '2026-01-12', entry: { entry_type: 'amendment', block_id: 'pack', amount: 5 } },
      { at: '2026-01-13', entry: { entry_type: 'void', block_id: 'pack', amount: 15 } },
    );
    const kindsIn = (options?: BalanceOptions) =>
      notesOf(draw(all, options)).map((note) => note.split(' ')[4]?.replace(',', ''));
    expect(kindsIn()).toEqual(['granted', 'returned', 'voided', 'expired']);
    expect(kindsIn({ from: '2026-01-13', until: '2026-01-15' })).toEqual(['voided']);
    // What stood before the span begins is where its line begins.
    expect(linesOf(draw(all, { from: '2026-01-07', until: '2026-01-09' }), false)[0]?.[1]).toBe(458 - (340 * 60) / 60);
  });

  it('shades a debt, and draws levels, now and a title', () => {
    const debt = ledgerOf({ at: '2026-01-11', charges: [charge('2026-01-06', '40', { overage: 'deficit' })] });
    const elements = draw(debt, {
      at: '2026-01-07',
      levels: [{ value: '20', label: 'refill' }, { value: 5 }],
      title: 'Mine',
    });
    const words = elements.filter(({ name }) => name === 'text').map(textOf);
    expect(words).toEqual(
      expect.arrayContaining([
        'Mine',
        'acme · in credits · 6 Jan 2026 until 12 Jan 2026 · UTC',
        'refill',
        '5',
        '-40',
        '7 Jan 2026',
      ]),
    );
    expect(elements.filter(({ attributes }) => attributes.get('class') === 'reckoner-tint-series-5')).toHaveLength(1);
    expect(draw(story).some(({ attributes }) => attributes.get('class') === 'reckoner-tint-series-5')).toBe(false);
    // Words lie over the balance, not under it, and what is behind them gives way.
    const named = elements.findIndex((own) => own.name === 'text' && textOf(own) === 'refill');
    expect(named).toBeGreaterThan(elements.map(({ name }) => name === 'path' || name === 'polyline').lastIndexOf(true));
    expect(elements[named]?.attributes.get('paint-order')).toBe('stroke');
  });

  it('calls the customer by name where it is given one', () => {
    const elements = draw(story, { title: 'Mine', customer_name: 'Acme & Sons' });
    const told = elements.filter(({ name }) => name === 'text' || name === 'desc').map(textOf);
    expect(told.filter((text) => text.includes('Acme & Sons'))).toHaveLength(2);
    expect(told.filter((text) => text.includes('acme'))).toEqual([]);
    const refused = { customer_name: 7 } as unknown as BalanceOptions;
    expect(() => draw(story, refused)).toThrow('options.customer_name');
  });

  it('never lets a text become markup', () => {
    const hostile = '</text><script>alert(1)</script>';
    const entry = increment(hostile, 10);
    const ledger = applyLedgerEntry({
      ledger: createLedger({ customer_id: hostile, currency: hostile }),
      entry,
      at: '2026-01-01',
    }).ledger;
    const elements = draw(ledger, { title: hostile, levels: [{ value: 1, label: hostile }], until: '2026-01-05' });
    expect(elements.some(({ name }) => name === 'script')).toBe(false);
  });

  it('shows every ledger, in any zone and width, within its frame', () => {
    const anySteps = fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 9_999 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 320, max: 1200 }), fc.boolean(), (steps, width, isGranted) => {
        const first = isGranted
          ? [{ at: '2026-01-01', entry: increment('pack', 500, { expiry_date: '2026-01-15' }) }]
          : [];
        const charges = steps.map(([day, amount]) =>
          charge(`2026-01-${String(day).padStart(2, '0')}`, String(amount), { overage: 'deficit' }),
        );
        const ledger = ledgerOf(...first, { at: '2026-01-29', charges });
        const elements = draw(ledger, { width });
        // Each line of the subtitle beyond the first takes 16 pixels, and none of it is cut.
        const subtitle = elements.filter(({ name, attributes }) => name === 'text' && attributes.get('class') === 'reckoner-fill-muted'); // prettier-ignore
        const extra = 16 * (subtitle.length - 1);
        expect(subtitle.some((line) => textOf(line).includes('…'))).toBe(false);
        for (const [x, y] of [...linesOf(elements, false), ...linesOf(elements, true)]) {
          expect(x).toBeGreaterThan(0);
          expect(x).toBeLessThanOrEqual(width - 16);
          expect(y).toBeGreaterThanOrEqual(112);
          expect(y).toBeLessThanOrEqual(112 + extra + Math.round(width * 0.36));
        }
        expect(drawBalance(ledger, { width })).toBe(drawBalance(ledger, { width }));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps peaks of a long history and stays as short as it is wide', () => {
    const points = Array.from({ length: 100_000 }, (_, index) => ({
      at: instantOfMillis(index),
      balance: index === 54_321 ? 1_000_000 : index % 7,
    }));
    const across = linearScale([0, 100_000], [0, 500]);
    const seen = thinned(points, { start: instantOfMillis(0), end: instantOfMillis(100_000) }, { across });
    expect(seen.length).toBeLessThanOrEqual(4 * 1001);
    expect(Math.max(...seen.map(({ balance }) => balance))).toBe(1_000_000);
    const days = Array.from({ length: 5_000 }, (_, index) =>
      charge(new Date(1_400_000_000_000 + index * 86_400_000).toISOString(), '1', { overage: 'deficit' }),
    );
    const { ledger } = burnCredits({
      ledger: createLedger({ customer_id: 'a', currency: 'c' }),
      charges: days,
      at: '2027-01-01',
    });
    expect(drawBalance(ledger, { width: 320 }).length).toBeLessThan(100_000);
  });

  it.each([
    ['a ledger of nothing', createLedger({ customer_id: 'a', currency: 'c' }), {}, ['missing_field options.from']],
    ['a span without extent', story, { from: '2026-01-02', until: '2026-01-02' }, ['invalid_interval options']],
    ['an unknown option', story, { zoom: 2 }, ['invalid_type options.zoom']],
    ['a picture too small', story, { width: 10 }, ['invalid_type options.width']],
    ['a level that is no number', story, { levels: [{ value: 'low' }] }, ['invalid_decimal options.levels[0].value']],
    ['what is no ledger', 7, {}, ['invalid_type ledger']],
  ])('refuses %s', (_name, ledger, options, faults) => {
    expect(faultsOf(() => drawBalance(ledger as CreditLedger, options as BalanceOptions))).toEqual(faults);
  });

  it('draws a ledger of nothing where the span is given', () => {
    expect(linesOf(draw(createLedger({ customer_id: 'a', currency: 'c' }), january), true)).toHaveLength(2);
  });
});

const folder = new URL('../../docs/guides/prepaid-credits/', import.meta.url);

// After a change of how balances look: draw it anew, and look at it before it goes into the guide.
it('the picture of the guide is what its ledger is drawn as', () => {
  const ledger = JSON.parse(readFileSync(new URL('ledger.json', folder), 'utf8')) as CreditLedger;
  const shown = readFileSync(new URL('balance.svg', folder), 'utf8');
  expect(drawBalance(ledger, { at: '2026-02-16' })).toBe(shown.trimEnd());
});
