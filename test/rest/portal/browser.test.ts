import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumProgram, startChromium } from '../../support/chromium.js';
import { linkOf, openPortalShop } from './portal-backend.js';

// A machine without a browser says so; continuous integration names one, and then it has to start.
describe.skipIf(!chromiumProgram)('a portal in a browser', { timeout: 60_000 }, () => {
  const faults: string[] = [];
  let browser: Browser;
  let page: Page;
  let url: string;

  beforeAll(async () => {
    const backend = await openPortalShop();
    url = await linkOf(backend);
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
    page.on('pageerror', (error) => faults.push(error.message));
    // What the policy forbids, a browser says here.
    page.on('console', (message) => faults.push(message.text()));
    await page.route('**/*', async (route) => {
      const answer = await backend.handler(new Request(route.request().url()));
      const headers = Object.fromEntries(answer.headers);
      if (answer.status !== 200) faults.push(`${answer.status} ${route.request().url()}`);
      await route.fulfill({ status: answer.status, headers, body: await answer.text() });
    });
    await page.goto(url);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    expect(faults).toEqual([]);
  });

  it('is read by its landmarks, headings and the heads of its tables', async () => {
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'On this page' }).count()).toBe(1);
    for (const name of ['Upcoming invoices', 'Invoices', 'Credits', 'Usage']) {
      expect(await page.getByRole('region', { name, exact: true }).count()).toBe(1);
    }
    const heads = `[...document.querySelectorAll('table')].every((table) => table.caption && table.querySelectorAll('thead th[scope=col]').length === table.rows[0].cells.length && [...table.tBodies[0].rows].every((row) => row.cells[0].scope === 'row'))`;
    expect(await page.evaluate(heads)).toBe(true);
    // The picture for a narrow page is there for nobody on a wide one.
    expect(await page.getByRole('img', { name: 'Balance over time' }).count()).toBe(1);
  });

  it('leads to an invoice and back, by keyboard, with the focus to be seen', async () => {
    await page.getByRole('link', { name: 'ACME-00003' }).focus();
    await page.keyboard.press('Tab');
    const focused = `getComputedStyle(document.activeElement).outlineStyle + ' ' + document.activeElement.textContent`;
    expect(await page.evaluate(focused)).toBe('solid ACME-00002');
    await page.keyboard.press('Enter');
    await page.waitForURL(/invoices/);
    expect(await page.title()).toBe('Invoice ACME-00002 for Acme');
    await page.getByRole('navigation').getByRole('link').click();
    await page.waitForURL(url);
  });

  it('is light and dark by the reader’s setting, and fits a phone', async () => {
    const ground = 'getComputedStyle(document.body).backgroundColor';
    const grounds: unknown[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      grounds.push(await page.evaluate(ground));
    }
    expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(18, 24, 31)']);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    // Nor does any part of it move sideways, and no word of a picture leaves it or is cut.
    const wide = `[...document.querySelectorAll('section')].filter((part) => part.scrollWidth > part.clientWidth).length`;
    expect(await page.evaluate(wide)).toBe(0);
    const words = `[...document.querySelectorAll('.narrow svg')].flatMap((svg) => { const frame = svg.getBoundingClientRect(); return [...svg.querySelectorAll('text')].filter((text) => { const { left, right } = text.getBoundingClientRect(); return left < frame.left || right > frame.right || text.textContent.includes('…'); }); }).length`;
    expect(await page.evaluate(words)).toBe(0);
    expect(await page.getByRole('img', { name: 'Balance over time' }).count()).toBe(1);
  });
});
