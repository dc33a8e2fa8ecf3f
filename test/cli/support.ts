import { setTimeout } from 'node:timers/promises';
import type { Environment } from '../../src/cli/environment.js';
import { runCommand } from '../../src/cli/run-command.js';

export type Run = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Files that a run wrote, by path. */
export type Written = Map<string, string>;

type Settings = {
  /** By path: a text, bytes, or the system's error code. */
  readonly files: Readonly<Record<string, string | Uint8Array | { readonly code: string }>>;
  readonly isTerminal?: boolean;
  /** Bytes per chunk. */
  readonly chunk?: number;
  /** The byte at which the system gives up on every file. */
  readonly breaksAt?: number;
  /** Milliseconds that the clock goes on with each look at it. */
  readonly tick?: number;
  /** Takes the files that the command writes; without it no file can be written. */
  readonly written?: Written;
  /** The turn at which the user interrupts: how often the command has given way before. */
  readonly interruptedAt?: number;
  /** Tells the command to stop. */
  readonly stop?: AbortSignal;
  /** Hears what is printed as it is printed. */
  readonly onPrint?: (text: string) => void;
};

/** Runs the command over files in memory. */
export async function run(given: readonly string[], settings: Settings): Promise<Run> {
  const printed = { stdout: '', stderr: '' };
  const code = await runCommand(given, {
    ...environmentOf(settings),
    stdout: {
      write: (text) => {
        printed.stdout += text;
        settings.onPrint?.(text);
      },
    },
    stderr: { write: (text) => void (printed.stderr += text), isTerminal: settings.isTerminal ?? false },
  });
  return { code, ...printed };
}

/** Runs `reckoner invoice` on one scenario document beside some files. */
export function runScenario(
  scenario: unknown,
  options: readonly string[] = [],
  settings: Partial<Settings> = {},
): Promise<Run> {
  const files = { 'scenario.json': JSON.stringify(scenario), ...settings.files };
  return run(['invoice', 'scenario.json', ...options], { ...settings, files });
}

function environmentOf({
  files,
  chunk = 65_536,
  breaksAt = Infinity,
  tick = 0,
  written,
  interruptedAt = Infinity,
  stop = new AbortController().signal,
}: Settings): Omit<Environment, 'stdout' | 'stderr'> {
  let [time, turns] = [0, 0];
  const interrupt = new AbortController();
  const bytesOf = (path: string): Uint8Array => {
    const file = Object.hasOwn(files, path) ? files[path]! : { code: 'ENOENT' };
    if (typeof file === 'string') return Buffer.from(file);
    if (file instanceof Uint8Array) return file;
    throw Object.assign(new Error(`the system says ${file.code}`), { code: file.code });
  };
  return {
    readText: async (path) => Buffer.from(bytesOf(path)).toString('utf8'),
    measure: async (path) => bytesOf(path).length,
    readChunks: (path) => chunksOf(bytesOf(path), chunk, breaksAt),
    now: () => (time += tick),
    writeText: async (path, text) => {
      if (written === undefined) throw Object.assign(new Error('read only'), { code: 'EROFS' });
      written.set(path, text);
    },
    giveWay: async () => {
      turns += 1;
      if (turns >= interruptedAt) interrupt.abort();
    },
    // A test waits no longer than it takes others to go on.
    pause: (_milliseconds, signal) => setTimeout(5, undefined, { signal }).catch(() => undefined),
    watchInterrupt: () => ({ signal: interrupt.signal, close: () => undefined }),
    watchStop: () => ({ signal: stop, close: () => undefined }),
    readClock: () => '2026-02-10T09:00:00Z',
    readVersion: async () => '1.2.3',
  };
}

/** Bytes in pieces of a given size. */
export async function* chunksOf(bytes: Uint8Array, size: number, breaksAt = Infinity): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    if (start >= breaksAt) throw Object.assign(new Error('the disk is gone'), { code: 'EIO' });
    yield bytes.subarray(start, start + size);
  }
}

/** A small scenario: calls by the unit at 0.25, over March 2026 in UTC. */
export const callScenario = {
  customer: { id: 'acme', currency: 'USD' },
  period: { start_date: '2026-03-01', end_date: '2026-04-01' },
  prices: [
    {
      id: 'calls',
      name: 'API calls',
      billable_metric_id: 'calls',
      model_type: 'unit',
      unit_config: { unit_amount: '0.25' },
    },
  ],
  metrics: [{ id: 'calls', event_names: ['call'], aggregation: { kind: 'sum', expression: 'count' } }],
};

/** The same, over events of a file. */
export const eventScenario = { ...callScenario, usage: { sources: [{ file: 'usage.ndjson', format: 'ndjson' }] } };

/** The same, over rows of a file: `when`, in New York, and `count`. */
export const rowScenario = {
  ...callScenario,
  usage: {
    sources: [
      {
        file: 'usage.csv',
        format: 'csv',
        csv: {
          timestamp: { column: 'when', timezone: 'America/New_York' },
          event_name: 'call',
          properties: { count: { column: 'count', type: 'number' } },
        },
      },
    ],
  },
};

/** An event line of `eventScenario`. */
export function call(key: string, count: unknown, timestamp = '2026-03-10T12:00:00Z'): string {
  return JSON.stringify({ event_name: 'call', idempotency_key: key, timestamp, properties: { count } });
}
