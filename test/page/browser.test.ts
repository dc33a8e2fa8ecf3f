import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { comparePlans, isBillingError, quote, type QuoteInput } from 'reckoner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledPlans } from '../../page/plans.js';
import { chromiumProgram, startChromium } from '../support/chromium.js';

const input = {
  customer: { id: 'visitor', currency: 'USD', timezone: 'UTC' },
  start_date: '2026-01-01',
  periods: 1,
} as const;

/** What the form of the plan by groups and events asks, written down by hand. */
const cloudQuote: QuoteInput = {
  ...input,
  periods: 3,
  plan: bundledPlans.find(({ id }) => id === 'cloud')!,
  usage: {
    compute: {
      groups: [
        { grouping_values: ['small', 'eu'], quantity: '1234.5' },
        { grouping_values: ['large', 'us'], quantity: '1000' },
        { grouping_values: ['tiny', null], quantity: '77' },
      ],
      growth: { kind: 'compound', rate: '0.025', factors: ['1', '1.5'] },
    },
  },
  metrics: [{ id: 'payments', aggregation: { kind: 'sum', expression: 'paid' } }],
  events: ['01', '02', '03'].flatMap((month) =>
    [1, 2, 3].map((day) => ({
      event_name: 'payment',
      timestamp: `2026-${month}-0${day}T00:00:00Z`,
      properties: { paid: '420.5' },
    })),
  ),
  terms: { coupon_redemption_code: 'X' },
  coupons: [
    {
      id: 'x',
      redemption_code: 'X',
      discount: { discount_type: 'percentage', percentage_discount: 0.125, applies_to_price_ids: [], reason: null },
      duration_in_months: 2,
      max_redemptions: null,
      times_redeemed: 0,
      archived_at: null,
    },
  ],
  credits: [{ amount: '100', per_unit_cost_basis: '0.8' }],
};

// A machine without a browser says so above; continuous integration names one, and then it has to start.
describe.skipIf(!chromiumProgram)('the estimator in a browser', { timeout: 60_000 }, () => {
  const faults: string[] = [];
  let folder: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'estimator-'));
    execFileSync(process.execPath, [
      fileURLToPath(new URL('../../page/build.mjs', import.meta.url)),
      join(folder, 'index.html'),
    ]);
    browser = await startChromium();
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => faults.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) faults.push(request.url());
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
    expect(faults).toEqual([]);
  });

  const total = (): Promise<string | null> => page.getAttribute('#recognized', 'data-amount');
  /** What is said once the typing pauses is there: where the cheaper plan changes, and the sum that is shown. */
  const settled = async () => {
    await page.waitForSelector('#even[aria-busy="false"]', { state: 'attached' });
    const sum = await page.locator('#recognized').textContent();
    await page.locator('#said', { hasText: `${sum}.` }).waitFor({ state: 'attached' });
  };

  it('shows what quote says, for every plan and what is typed or dragged', async () => {
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    for (const plan of bundledPlans.filter(({ id }) => id !== 'cloud')) {
      await page.selectOption('#plan', plan.id);
      for (const calls of ['0', '9999.5', '25000', '1234567']) {
        await page.getByLabel('API calls per period').fill(calls);
        const quoted = quote({ ...input, plan, usage: { calls: { quantity: calls }, storage: { quantity: '200' } } });
        expect(await total()).toBe(quoted.totals.recognized);
        const shown = await page.locator('.invoice .sum strong').allTextContents();
        expect(shown.map((text) => text.replace(/[$,]/g, ''))).toEqual(
          quoted.invoices.map(({ invoice }) => invoice.total),
        );
      }
    }
    await page.selectOption('#plan', 'payg');
    await page.getByLabel('API calls per period').fill('25000');
    await page.getByRole('slider', { name: 'API calls, slider' }).focus();
    await page.keyboard.press('ArrowRight');
    // 100 calls more at 0.007 each.
    expect(await page.getByLabel('API calls per period').inputValue()).toBe('25100');
    expect(await total()).toBe('229.70');
    expect(await page.evaluate('document.activeElement.type')).toBe('range');
  });

  it('takes seats as quote and comparePlans do, says later where the cheaper plan changes, and opens again as it was', async () => {
    await page.goto('about:blank');
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await page.selectOption('#plan', 'team');
    await page.selectOption('#other', 'scale');
    await page.getByLabel('Billing periods').fill('2');
    const seats = page.getByLabel('Seats 3 in the plan');
    expect(await seats.inputValue()).toBe('3');
    await seats.fill('12');
    const [team, scale] = ['team', 'scale'].map((id) => ({
      plan: bundledPlans.find((plan) => plan.id === id)!,
      terms: { replace_prices: [{ replaces_price_id: `${id}-seats`, fixed_price_quantity: 12 }] },
    }));
    const scenario = { ...input, periods: 2, usage: { calls: { quantity: 25000 }, storage: { quantity: 200 } } };
    expect(await total()).toBe(quote({ ...scenario, ...team }).totals.recognized);
    const { total: compared } = comparePlans({
      ...scenario,
      offers: [
        { id: 'team', ...team },
        { id: 'scale', ...scale },
      ],
    });
    const sums = await page.locator('#comparison tr:last-child strong').allTextContents();
    expect(sums.map((text) => text.replace(/[$,]/g, ''))).toEqual(compared.amounts.map(({ amount }) => amount));
    await settled();
    const said = await page.locator('#even').innerText();
    expect(said).toContain('API calls a period');
    // A quantity that the answer does not depend on leaves it; any other makes it be computed anew.
    await page.getByLabel('API calls per period').fill('26000');
    expect(await page.locator('#even').innerText()).toBe(said);
    await seats.fill('40');
    expect(await page.locator('#even').getAttribute('aria-busy')).toBe('true');
    await settled();
    const [before, shared] = [await page.locator('main').innerText(), page.url()];
    await page.goto('about:blank');
    await page.goto(shared);
    await settled();
    expect(await page.locator('main').innerText()).toBe(before);
    expect([await seats.inputValue(), await page.getByLabel('Compare with').inputValue()]).toEqual(['40', 'scale']);
    await seats.fill('many');
    expect(await seats.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#fixed .fault').innerText()).toContain('"many"');
    await page.goto('about:blank');
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  });

  it('takes groups, single events, growth, a coupon and credits as quote does', async () => {
    await page.goto('about:blank');
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await page.selectOption('#plan', 'cloud');
    await page.getByLabel('Billing periods').fill('3');
    const cell = (name: string, row: number) => page.getByLabel(`${name}, row ${row}`, { exact: true });
    await cell('Compute hours: Quantity', 1).fill('1234.5');
    // By keyboard alone: a row more, its cells typed over in their order, and another row taken away.
    await page.getByRole('button', { name: 'Add a row' }).first().focus();
    await page.keyboard.press('Enter');
    for (const [index, text] of ['tiny', '', '77'].entries()) {
      if (index > 0) await page.keyboard.press('Tab');
      await page.keyboard.press('ControlOrMeta+A');
      await (text === '' ? page.keyboard.press('Delete') : page.keyboard.type(text));
    }
    await page.getByRole('button', { name: 'Remove row 2 of Compute hours' }).press('Enter');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Add a row');
    await page.locator('.growth summary').first().press('Enter');
    await page.getByLabel('How Compute hours develops').selectOption('compound');
    const growth = page.getByRole('group', { name: 'Growth of Compute hours' });
    await growth.getByLabel('Percent more each period').fill('2.5');
    await growth.getByLabel('Factor of each period, over and over').fill('1 1.5');
    await cell('Card payments: Amount of each', 1).fill('420.5');
    await cell('Card payments: Events', 1).fill('3');
    await page.getByLabel('Coupon').selectOption('percentage');
    await page.getByLabel('Percent off', { exact: true }).fill('12.5');
    await page.getByLabel('Months it lasts').fill('2');
    await page.getByLabel('Prepaid credits').fill('100');
    await page.getByLabel('Price of each').fill('0.80');
    const quoted = quote(cloudQuote);
    expect(await total()).toBe(quoted.totals.recognized);
    const sums = await page.locator('.invoice .sum strong').allTextContents();
    expect(sums.map((text) => text.replace(/[$,]/g, ''))).toEqual(quoted.invoices.map(({ invoice }) => invoice.total));
    await settled();
    const [before, shared] = [await page.locator('main').innerText(), page.url()];
    await page.goto('about:blank');
    await page.goto(shared);
    await settled();
    expect(await page.locator('main').innerText()).toBe(before);
    expect(await cell('Compute hours: machine', 3).inputValue()).toBe('tiny');
    await cell('Card payments: Events', 1).fill('many');
    expect(await cell('Card payments: Events', 1).getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#curve-section').isHidden()).toBe(true);
    await page.selectOption('#plan', 'payg');
    for (const name of ['#coupon', '#credits'])
      await (name === '#coupon' ? page.selectOption(name, '') : page.fill(name, ''));
  });

  it('explains, draws and compares', async () => {
    await page.selectOption('#other', 'scale');
    await page.locator('.explanation > summary').first().click();
    expect(await page.locator('.explanation').first().innerText()).toContain('0.007');
    expect(await page.locator('#curve svg').count()).toBe(1);
    expect(await page.locator('#comparison').innerText()).toContain('Scale, paid yearly');
  });

  it('says what is wrong in the words of the library, and takes no text for markup', async () => {
    const plan = {
      prices: [{ id: '<img src=x>', name: 'X', model_type: 'unit', unit_config: { unit_amount: '1e5' } }],
    };
    await page.getByRole('button', { name: 'Edit the plan as JSON' }).click();
    await page.locator('#own').fill(JSON.stringify(plan));
    await page.getByLabel('Billing periods').fill('1');
    expect(await page.locator('#quote').innerText()).toBe(refusalOf({ ...input, plan } as unknown as QuoteInput));
    expect(await page.locator('#own').getAttribute('aria-invalid')).toBe('true');
    await page.locator('#own').fill('{oops');
    expect(await page.locator('#quote').innerText()).toContain('invalid_type: plan: is not valid JSON');
    await page.selectOption('#plan', 'payg');
    await page.getByLabel('Storage, GB per period').fill('-3');
    expect(await page.locator('.fault:not(:empty)').allTextContents()).toHaveLength(1);
    expect(await page.locator('img').count()).toBe(0);
  });

  it('names every control, and fits a phone', async () => {
    const unnamed = `[...document.querySelectorAll('input,select,textarea')].filter((it) => !it.labels.length && !it.ariaLabel).length`;
    expect(await page.evaluate(unnamed)).toBe(0);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});

function refusalOf(asked: QuoteInput): string {
  try {
    quote(asked);
  } catch (error) {
    if (isBillingError(error)) return error.message;
    throw error;
  }
  throw new Error('was not refused');
}
