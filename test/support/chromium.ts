import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** The browser of this machine, or of continuous integration, which names one; undefined where there is none. */
export const chromiumProgram = process.env['RECKONER_CHROMIUM'] ?? installed;

if (!chromiumProgram) console.warn('No page is driven: no Chromium here; `.ci/with-chromium npm test` installs it.');

/** Starts it; containers run as root, where Chromium's own sandbox does not start. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: String(chromiumProgram), args: ['--no-sandbox'] });
}
