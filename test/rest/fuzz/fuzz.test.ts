import { describe, expect, it } from 'vitest';
import { fuzzClass, servedRoutes } from './fuzz.js';
import { openLivedInShop } from './lived-in-shop.js';

describe('the handler', () => {
  // A longer run of the same, class by class: `npm run campaign:handler -- --runs 10000`.
  it('answers every request well, or refuses it as the API does', async () => {
    const { faults, statuses } = await fuzzClass(servedRoutes, 300, 20261126);
    expect(faults).toEqual([]);
    // It would be no proof of anything if all were refused.
    expect(statuses.get(200)).toBeGreaterThan(30);
    expect(statuses.get(400)).toBeGreaterThan(30);
  });

  it('names a field that it does not know, however deep, and then changes nothing', async () => {
    const silent: string[] = [];
    let asked = 0;
    // The stories go on as they would have, so that what was refused left nothing behind.
    const { failures } = await openLivedInShop(async (request, handler) => {
      const given = await request.text();
      if (given === '') return;
      const { method, url } = request;
      // The key of the request is for the one that is meant.
      const headers = new Headers(request.headers);
      headers.delete('idempotency-key');
      for (const { path, body } of surprises(JSON.parse(given), 'body')) {
        asked += 1;
        const response = await handler(new Request(url, { method, headers, body: JSON.stringify(body) }));
        const told = await response.text();
        if (response.status !== 400 || !told.includes(`"${path}.surprise: `))
          silent.push(`${method} ${url} ${path}: ${told}`);
      }
    });
    expect(silent).toEqual([]);
    expect(asked).toBeGreaterThan(110);
    expect(failures).toEqual([]);
  });
});

// Below these, callers say what they like.
const open = new Set(['metadata', 'properties', 'metric_parameter_overrides']);

/** Copies of a body, each with one field more in another of its objects. */
function* surprises(value: unknown, path: string): Generator<{ readonly path: string; readonly body: unknown }> {
  if (Array.isArray(value)) {
    for (const [position, entry] of value.entries()) {
      for (const { path: at, body } of surprises(entry, `${path}[${position}]`)) {
        yield { path: at, body: value.map((one: unknown, place) => (place === position ? body : one)) };
      }
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  yield { path, body: { ...value, surprise: 1 } };
  for (const [name, member] of Object.entries(value)) {
    if (open.has(name)) continue;
    for (const { path: at, body } of surprises(member, `${path}.${name}`))
      yield { path: at, body: { ...value, [name]: body } };
  }
}
