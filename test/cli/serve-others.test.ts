import { mkdirSync, mkdtempSync, openSync, closeSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Orb from 'orb-billing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/cli/server/open-database.js';
import { releaseStaleLock } from '../../src/cli/server/stale-lock.js';
import { createSqliteRepository, migrateSqlite } from '../../src/repository/sqlite/index.js';
import { createBillingService } from '../../src/service/index.js';
import { run } from './support.js';
import { createHandler, signWebhook } from '../../src/rest/index.js';
import { serve } from './serving.js';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'reckoner-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A receiver of webhooks that answers in turn, 200 after the last. */
async function receiver(...answers: readonly number[]) {
  const received: { readonly body: string; readonly headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ body, headers: request.headers });
      response.writeHead(answers[received.length - 1] ?? 200).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    close: () => server.close(),
  };
}

describe('a server and others', () => {
  it('tells them what happens, signed, again until they take it, and no more once it stops', async () => {
    const { received, url, close } = await receiver(503);
    const { stop, ...place } = await serve(['--db', 'memory', '--webhook', url, '--webhook-secret', 's'], { s: 'shared\n' }); // prettier-ignore
    const client = new Orb({ apiKey: place.key, baseURL: place.url, maxRetries: 0 });
    const { id } = await client.customers.create({ name: 'Acme', email: 'a@acme.test' });
    while (received.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    // The command's clock in tests stands still, so that the client would find the signature too old.
    for (const { body, headers } of received) {
      expect(headers).toMatchObject(await signWebhook({ body, secret: 'shared', at: '2026-02-10T09:00:00Z' }));
    }
    const [first, again] = received.map(({ body }) => JSON.parse(body) as { readonly id: string });
    expect(first).toMatchObject({ type: 'customer.created', customer: { id } });
    expect(again!.id).toBe(first!.id);
    const { code, stderr } = await stop();
    expect(code).toBe(0);
    expect(stderr).toBe(`reckoner: ${url} does not take webhooks (answered 503); it is asked again\nreckoner: webhooks are taken again\n`); // prettier-ignore
    close();
  });

  it('share a database and tell each thing once', async () => {
    const { received, url, close } = await receiver();
    const options = ['--db', `sqlite:${join(folder, 'shared.db')}`, '--webhook', url, '--webhook-secret', 's'];
    const first = await serve(options, { s: 'shared\n' });
    const second = await serve(options, { s: 'shared\n' });
    const clients = [first, second].map(({ url: baseURL }) => new Orb({ apiKey: first.key, baseURL, maxRetries: 0 }));
    for (let number = 0; number < 3; number += 1) {
      await clients[number % 2]!.customers.create({ name: `Customer ${number}`, email: 'c@acme.test' });
    }
    while (received.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    const outcomes = await Promise.all([first.stop(), second.stop()]);
    expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const told = received.map(({ body }) => JSON.parse(body) as { readonly customer: { readonly name: string } });
    expect(told.map(({ customer }) => customer.name)).toEqual([0, 1, 2].map((number) => `Customer ${number}`));
    close();
  });

  it('gives customers links to their portal', async () => {
    const secret = 'thirty-two characters, and random';
    const given = await serve(['--db', 'memory', '--portal-url', 'http://billing.test/v1', '--portal-secret', 's'], { s: secret }); // prettier-ignore
    const client = new Orb({ apiKey: given.key, baseURL: given.url, maxRetries: 0 });
    const { id } = await client.customers.create({ name: 'Acme', email: 'a@acme.test' });
    const { url } = await client.customers.createPortalSession(id, {});
    expect(url).toMatch(/^http:\/\/billing\.test\/v1\/portal\//);
    const page = await fetch(url.replace('http://billing.test/v1', given.url));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Acme')]);
    await given.stop();
  });

  it.each([
    [['--webhook', 'http://x.test'], {}, /--webhook and --webhook-secret belong together/],
    [['--webhook-secret', 's'], { s: 'x' }, /--webhook and --webhook-secret belong together/],
    [['--webhook', 'x.test', '--webhook-secret', 's'], { s: 'x' }, /--webhook is "x.test"; give an address/],
    [['--webhook', 'http://x.test', '--webhook-secret', 's'], {}, /s: there is no such file.*--webhook-secret/],
    [['--webhook', 'http://x.test', '--webhook-secret', 's'], { s: '\n' }, /s \(--webhook-secret\): is empty/],
    [['--portal-url', 'http://x.test'], {}, /--portal-url and --portal-secret belong together/],
    [['--portal-url', 'ftp://x.test', '--portal-secret', 's'], { s: 'x' }, /--portal-url is "ftp:/],
    [
      ['--portal-url', 'http://x.test', '--portal-secret', 's'],
      { s: 'x' },
      /s \(--portal-secret\): secret: is too short/,
    ],
  ])('refuses %j', async (options, files, message) => {
    const { code, stdout, stderr } = await run(['serve', '--db', 'memory', '--port', '0', ...options], { files: { ...files } }); // prettier-ignore
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('the lock that a killed process left beside a file', () => {
  it('is taken away when nobody has the file open, and stays when somebody may', async () => {
    const file = join(folder, 'killed.db');
    const lock = `${file}.lock`;
    expect((await run(['audit', '--db', `sqlite:${file}`], { files: {} })).code).toBe(0);
    mkdirSync(lock);
    const open = openSync(file, 'r');
    expect(await releaseStaleLock(file)).toBe('left');
    closeSync(open);
    expect(existsSync(lock)).toBe(true);
    // Somebody else looks at this very moment.
    mkdirSync(`${file}.lock-check`);
    expect(await releaseStaleLock(file)).toBe('left');
    rmSync(`${file}.lock-check`, { recursive: true });
    const audited = await run(['audit', '--db', `sqlite:${file}`], { files: {} });
    expect(audited).toMatchObject({ code: 0, stderr: '' });
    expect([existsSync(lock), existsSync(`${file}.lock-check`), await releaseStaleLock(file)]).toEqual([false, false, 'none']); // prettier-ignore
    mkdirSync(`${join(folder, 'absent.db')}.lock`);
    expect(await releaseStaleLock(join(folder, 'absent.db'))).toBe('left');
    writeFileSync(join(folder, 'absent.db'), '');
    expect(await releaseStaleLock(join(folder, 'absent.db'))).toBe('released');
  });
});

describe('a disk that is full', () => {
  it('refuses what it cannot hold, whole, and takes it again once there is room', async () => {
    const file = join(folder, 'full.db');
    const database = await openDatabase(file);
    await migrateSqlite(database);
    const repository = createSqliteRepository(database);
    const service = createBillingService({ repository, now: () => '2026-02-10T09:00:00Z', account: { id: 'default' } });
    const faults: unknown[] = [];
    const handler = createHandler({ service, authenticate: () => 'default', onError: (error) => faults.push(error) });
    const make = (name: string) => {
      const body = JSON.stringify({ name, metadata: { text: 'x'.repeat(60_000) } });
      const headers = { 'content-type': 'application/json' };
      return handler(new Request('http://x.test/items', { method: 'POST', headers, body }));
    };
    expect((await make('before')).status).toBe(201);
    database.exec('PRAGMA max_page_count = 80');
    const answers = [1, 2, 3, 4, 5].map(() => make('beyond'));
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.at(-1)).toBe(500);
    expect(faults.map(String).join()).toMatch(/full/);
    const held = (await service.listItems()).data.map(({ name }) => name);
    expect(held).toEqual([...statuses.filter((status) => status === 201).map(() => 'beyond'), 'before']);
    database.exec('PRAGMA max_page_count = 100000');
    expect((await make('after')).status).toBe(201);
    database.close();
  });
});
