import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Outcome = {
  readonly surroundings: { readonly zone_offset: number; readonly today: string; readonly locale: string };
  readonly results: number;
  readonly digest: string;
};

const zones = ['UTC', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata'];
// A summer and a winter day, the hour that New York has twice, and the day that Apia has not.
const clocks = ['2024-07-01T12:00:00Z', '2026-01-15T00:00:00Z', '2024-11-03T05:30:00Z', '2011-12-30T10:00:00Z'];
const locales = ['en_US.UTF-8', 'ar_EG.UTF-8', 'th_TH.UTF-8', 'de_DE.UTF-8'];

// Put before all other code of the process, so that nothing can have seen the true clock.
const setClock = `
  const clock = Number(process.env.CLOCK), TrueDate = Date;
  globalThis.Date = class extends TrueDate {
    constructor(...parts) { if (parts.length === 0) super(clock); else super(...parts); }
    static now() { return clock; }
  };`;

// A process of its own each, because zone and locale of a process are settled when it starts.
const folder = mkdtempSync(join(tmpdir(), 'reckoner-time-'));
const program = join(folder, 'digest.mjs');
const run = promisify(execFile);
const outcomes: Outcome[] = [];

beforeAll(async () => {
  buildSync({
    entryPoints: ['test/time/digest.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: setClock },
  });
  const surroundings = zones.flatMap((zone, row) =>
    clocks.map((clock, column) => ({
      TZ: zone,
      CLOCK: String(Date.parse(clock)),
      LC_ALL: locales[(row + column) % 4]!,
    })),
  );
  const texts = await Promise.all(
    surroundings.map(async (env) => (await run(process.execPath, [program], { env })).stdout),
  );
  outcomes.push(...texts.map((text) => JSON.parse(text) as Outcome));
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the surroundings of the process', () => {
  it('truly differ between the runs, or the next test would mean nothing', () => {
    const distinct = (values: readonly unknown[]): number => new Set(values).size;
    expect(outcomes).toHaveLength(16);
    expect(distinct(outcomes.map(({ surroundings }) => surroundings.zone_offset))).toBe(4);
    expect(distinct(outcomes.map(({ surroundings }) => surroundings.today))).toBe(4);
    expect(distinct(outcomes.map(({ surroundings }) => surroundings.locale))).toBe(4);
  });

  it('change nothing: same results under every zone, clock and locale (L1)', () => {
    expect(new Set(outcomes.map(({ digest }) => digest)).size).toBe(1);
    expect(outcomes[0]!.results).toBeGreaterThan(500);
  });
});
