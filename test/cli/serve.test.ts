import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Orb from 'orb-billing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './serving.js';
import { run } from './support.js';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'reckoner-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('reckoner serve', () => {
  it('serves the official client from a file, and a run bills what it was told', async () => {
    const db = `sqlite:${join(folder, 'billing.db')}`;
    const first = await serve(['--db', db]);
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    const client = new Orb({ apiKey: first.key, baseURL: first.url, maxRetries: 0 });
    const item = await client.items.create({ name: 'Seat' });
    const price = { name: 'Seats', item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }; // prettier-ignore
    const plan = await client.plans.create({ name: 'Team', currency: 'USD', prices: [{ price }] } as never);
    const customer = await client.customers.create({ name: 'Acme', email: 'a@acme.test' });
    await client.subscriptions.create({ customer_id: customer.id, plan_id: plan.id });
    expect(await first.stop()).toMatchObject({ code: 0, stderr: '' });

    // Seats are billed in advance: 5 × 12.00 × 19/28 from 10 February to its end, and whole for March and for April.
    const until = ['run', '--until', '2026-04-15T00:00:00Z', '--db', db];
    const billed = await run(until, { files: {} });
    expect(billed).toEqual({ code: 0, stdout: '1 customer looked at, 2 invoices issued\n', stderr: '' });
    const again = await run([...until, '--json'], { files: {} });
    expect(JSON.parse(again.stdout)).toEqual({ customers: 1, invoices: 0, is_complete: true });

    const second = await serve(['--db', db]);
    expect(second.key).toBeUndefined();
    const later = new Orb({ apiKey: first.key, baseURL: second.url, maxRetries: 0 });
    const invoices = await later.invoices.list({ customer_id: customer.id, status: ['issued'] });
    expect(invoices.data.map(({ total }) => total)).toEqual(['60.00', '60.00', '40.71']);
    await second.stop();

    const third = await serve(['--db', db, '--new-key']);
    expect(third.key).not.toBe(first.key);
    const stale = new Orb({ apiKey: first.key, baseURL: third.url, maxRetries: 0 });
    await expect(stale.topLevel.ping()).rejects.toMatchObject({ status: 401 });
    const fresh = new Orb({ apiKey: third.key, baseURL: third.url, maxRetries: 0 });
    expect(await fresh.topLevel.ping()).toBeTruthy();
    await third.stop();
    expect(readFileSync(join(folder, 'billing.db')).includes(third.key!)).toBe(false);
  });

  it('lets nobody in without the key, and survives what is no request', async () => {
    const { url, key, stop } = await serve(['--db', 'memory']);
    const status = async (init: RequestInit, path = '/customers') => (await fetch(`${url}${path}`, init)).status;
    expect(await status({})).toBe(401);
    for (const shown of ['', 'Bearer', 'Bearer x', `Basic ${key}`, `Bearer ${key}x`, `Bearer ${key!.slice(0, -1)}`]) {
      expect(await status({ headers: { authorization: shown } }), shown).toBe(401);
    }
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    expect(await status({ headers })).toBe(200);
    expect(await status({ headers, method: 'POST', body: '{"name":' })).toBe(400);
    expect(await status({ headers, method: 'POST', body: 'x'.repeat(10_000_001) }).catch(() => 413)).toBe(413);
    const port = Number(new URL(url).port);
    expect(await raw(port, 'GET http://elsewhere.test/v1/customers HTTP/1.1')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(port, 'GET //elsewhere.test/v1/customers HTTP/1.1')).toMatch(/^HTTP\/1\.1 401 /);
    const elsewhere = [
      '/..',
      '/./customers',
      '/%2e%2e/v1/customers',
      '/x/%2E./customers',
      '/x\\..\\customers',
      '\\customers',
    ];
    for (const path of elsewhere) expect(await raw(port, `GET /v1${path}?q HTTP/1.1`)).toMatch(/^HTTP\/1\.1 400 /);
    for (const path of ['/..a', '/%252e%252e', '/a?b=/../c']) {
      expect(await raw(port, `GET /v1${path} HTTP/1.1`)).toMatch(/^HTTP\/1\.1 401 /);
    }
    expect(await raw(port, 'TRACE /v1/customers HTTP/1.1')).toMatch(/^HTTP\/1\.1 400 /);
    // Someone hangs up in the midst of a body.
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /v1/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"name":`); // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect(await status({ headers })).toBe(200);
    expect(await stop()).toMatchObject({ code: 0, stderr: '' });
  });

  it('refuses a port that is taken, and a database that is none', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const busy = await run(['serve', '--db', 'memory', '--port', String(port)], { files: {} });
    expect(busy).toMatchObject({ code: 2, stdout: '' });
    expect(busy.stderr).toMatch(/cannot be listened at \(EADDRINUSE\); choose with --port and --host/);
    taken.close();
    const absent = await run(['serve', '--db', `sqlite:${join(folder, 'no', 'such.db')}`], { files: {} });
    expect(absent).toMatchObject({ code: 2, stdout: '' });
    expect(absent.stderr).toMatch(/such\.db: the database could not be opened/);
    const unreachable = await run(['serve', '--db', 'postgres://u:secret@127.0.0.1:1/x'], { files: {} });
    expect(unreachable).toMatchObject({ code: 2, stdout: '' });
    expect(unreachable.stderr).toMatch(/postgres: the database could not be opened/);
    expect(unreachable.stderr).not.toMatch(/secret/);
  });
});

describe('a process that serves', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const outfile = join(root, '.cache', 'serve-command.mjs');
  beforeAll(async () => {
    const settings = { platform: 'node', format: 'esm', packages: 'external', logLevel: 'silent' } as const;
    await build({ ...settings, entryPoints: [join(root, 'src/cli/main.ts')], bundle: true, outfile });
  });

  it.each([
    ['SIGTERM', 'file'],
    ['SIGINT', 'memory'],
  ] as const)('stops at %s, answering what is under way, in %s', async (signal, kept) => {
    // Node finds a driver in another way than the test runner does.
    const db = kept === 'file' ? `sqlite:${join(folder, 'process.db')}` : kept;
    const child = spawn(process.execPath, [outfile, 'serve', '--port', '0', '--db', db], { stdio: 'pipe' });
    const closed = once(child, 'close');
    let printed = '';
    for await (const text of child.stdout) {
      printed += String(text);
      if (printed.includes('/v1\n')) break;
    }
    const [, key] = /again: (\S+)/.exec(printed) ?? [];
    const port = Number(/:(\d+)\/v1/.exec(printed)?.[1]);
    const socket = connect(port, '127.0.0.1');
    const body = '{"name":"Seat"}';
    socket.write(`POST /v1/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`); // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill(signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.write(body.slice(5));
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 201 [\s\S]*"name":"Seat"/);
    expect(await closed).toEqual([0, null]);
  });
});

describe('reckoner run', () => {
  it('refuses an instant that is none, and a place that keeps nothing', async () => {
    const wrong = await run(['run', '--until', 'soon', '--db', `sqlite:${join(folder, 'run.db')}`], { files: {} });
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/until: /);
    const memory = await run(['run', '--until', '2026-03-01', '--db', 'memory'], { files: {} });
    expect(memory).toMatchObject({ code: 2, stdout: '' });
    expect(memory.stderr).toMatch(/memory keeps nothing/);
  });
});

/** What a server answers to a line that no client would send. */
async function raw(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
