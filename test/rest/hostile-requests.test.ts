import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../src/rest/index.js';
import { openShop, startBackend } from '../service/backend.js';

type HostileRequest = {
  readonly name: string;
  readonly call: string;
  readonly body: unknown;
  /** What one of the faults has to name. */
  readonly fault: string;
};

const place = new URL('../cases/rest/hostile-requests.json', import.meta.url);
const cases = JSON.parse(readFileSync(place, 'utf8')) as readonly HostileRequest[];
const backend = startBackend('2026-01-16');
const failures: unknown[] = [];
const handler = createHandler({
  service: backend.service,
  authenticate: () => 'demo',
  onError: (error) => failures.push(error),
});

beforeAll(async () => {
  await openShop(backend);
});

// What random requests found, each once answered by a 500 or stored as it was.
describe('a hostile request', () => {
  it.each(cases)('is refused by its place: $name', async ({ call, body, fault }) => {
    const [method = '', path = ''] = call.split(' ');
    const headers = { 'content-type': 'application/json' };
    const response = await handler(
      new Request(`http://billing.test${path}`, { method, headers, body: JSON.stringify(body) }),
    );
    const told = (await response.json()) as { readonly validation_errors?: readonly string[] };
    expect([response.status, failures]).toEqual([400, []]);
    expect(told.validation_errors?.filter((one) => one.includes(fault))).toHaveLength(1);
  });

  it('names a line of a credit note that cannot be shown', async () => {
    const line = { invoice_line_item_id: { toString: 1, valueOf: 1 }, amount: '1' };
    const body = JSON.stringify({ reason: 'duplicate', line_items: [line] });
    const headers = { 'content-type': 'application/json' };
    const response = await handler(new Request('http://billing.test/credit_notes', { method: 'POST', headers, body }));
    expect([response.status, await response.text(), failures]).toEqual([400, expect.stringContaining('line'), []]);
  });

  it('is none where a label of a price is null, which is no label', async () => {
    const price = { name: 'P', item_id: 'item_1', cadence: 'monthly', currency: 'USD', model_type: 'unit', unit_config: { unit_amount: '1' }, metadata: { kept: 'a', gone: null } }; // prettier-ignore
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(price) };
    const response = await handler(new Request('http://billing.test/prices', request));
    expect([response.status, await response.json()]).toMatchObject([201, { metadata: { kept: 'a' } }]);
    const [listed] = (await backend.service.listPrices()).data;
    expect(listed?.metadata).toEqual({ kept: 'a' });
  });
});
