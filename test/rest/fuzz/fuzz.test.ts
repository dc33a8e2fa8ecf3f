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

  it('names a field that it does not know, and then changes nothing', async () => {
    const silent: string[] = [];
    let asked = 0;
    // The stories go on as they would have, so that what was refused left nothing behind.
    const { failures } = await openLivedInShop(async (request, handler) => {
      const given = await request.text();
      if (given === '') return;
      asked += 1;
      const body = JSON.stringify({ ...(JSON.parse(given) as object), surprise: 1 });
      const { method, url } = request;
      // The key of the request is for the one that is meant.
      const headers = new Headers(request.headers);
      headers.delete('idempotency-key');
      const response = await handler(new Request(url, { method, headers, body }));
      const told = await response.text();
      if (response.status !== 400 || !/validation_errors.*surprise/.test(told))
        silent.push(`${method} ${url}: ${told}`);
    });
    expect(silent).toEqual([]);
    expect(asked).toBeGreaterThan(60);
    expect(failures).toEqual([]);
  });
});
