import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageJson } from '../tidy/sources.js';
import { createConsumer, type Consumer } from './consumer.js';

let consumer: Consumer;
beforeAll(() => {
  consumer = createConsumer();
});
afterAll(() => consumer.remove());

/** Starts the command of the packed package, as npm would link it. */
function start(options: readonly string[]): ChildProcess {
  const installed = `${consumer.folder}/node_modules/reckoner`;
  return spawn('node', [`${installed}/dist/cli.js`, ...options], { cwd: installed, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function run(...options: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = start(options);
  const printed = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...printed };
}

/** A scenario whose JSON is larger than a pipe holds. */
function writeLongScenario(): string {
  const price = { name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '1.00' }, fixed_price_quantity: 1 };
  const scenario = {
    customer: { id: 'acme', currency: 'USD' },
    period: { start_date: '2026-03-01', end_date: '2026-04-01' },
    prices: Array.from({ length: 1500 }, (_, index) => ({ ...price, id: `fee-${index}` })),
  };
  consumer.write('long.json', JSON.stringify(scenario));
  return `${consumer.folder}/long.json`;
}

describe('the built command', () => {
  it('knows its version', async () => {
    const version = packageJson()['version'] as string;
    expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('bills the example that comes with the package', async () => {
    const { code, stdout, stderr } = await run('invoice', 'docs/examples/llm-api/scenario.json', '--explain');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/Amount due +USD 2,297\.60\n/);
    expect(stdout).toMatch(/└─ /);
  });

  it('refuses what is not there with code 2, and prints nothing else', async () => {
    const scenario = 'docs/examples/azure-llm-trace/scenario.json';
    const { code, stdout, stderr } = await run('invoice', scenario, '--usage', 'a.csv', '--usage', 'b.csv');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('reckoner: a.csv: there is no such file; correct the path (--usage)\n');
  });

  it('refuses a folder, and arguments it does not know', async () => {
    expect((await run('invoice', 'docs')).stderr).toMatch(/^reckoner: docs: this is a folder/);
    expect((await run('--verbose')).code).toBe(2);
  });

  it('writes a long document through a pipe to its end', async () => {
    const { code, stdout } = await run('invoice', writeLongScenario(), '--json');
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(JSON.parse(stdout)).toMatchObject({ complete: true, invoice: { total: '1500.00' } });
  });

  it('stops without a word when nobody reads on', async () => {
    const child = start(['invoice', writeLongScenario(), '--json']);
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout?.once('data', () => child.stdout?.destroy());
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, stderr]).toEqual([0, '']);
  });
});
