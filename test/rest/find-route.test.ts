import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRoutes } from '../../src/rest/all-routes.js';
import { routeFinder } from '../../src/rest/find-route.js';

const find = routeFinder(allRoutes);

function operationAt(method: string, path: string): unknown {
  const found = find(method, path);
  return 'route' in found ? [found.route.operation, found.path] : found.allowed;
}

describe('routeFinder', () => {
  it('lets literal segments win over ids (§17)', () => {
    expect(operationAt('GET', '/invoices/upcoming')).toEqual(['fetch-upcoming-invoice', {}]);
    expect(operationAt('GET', '/invoices/summary')).toEqual(['list-invoices-summary', {}]);
    expect(operationAt('GET', '/invoices/in_1')).toEqual(['fetch-invoice', { invoice_id: 'in_1' }]);
    expect(operationAt('GET', '/licenses/usage')).toEqual(['get-license-usage-by-type', {}]);
    expect(operationAt('GET', '/events/volume')).toEqual(['get-event-volume', {}]);
  });

  it('still finds an id that is called like a literal segment', () => {
    expect(operationAt('PUT', '/invoices/upcoming')).toEqual(['update-invoice', { invoice_id: 'upcoming' }]);
    expect(operationAt('PUT', '/events/backfills')).toEqual(['amend-event', { event_id: 'backfills' }]);
    expect(operationAt('POST', '/prices/external_price_id/evaluate')).toEqual([
      'evaluate-price',
      { price_id: 'external_price_id' },
    ]);
  });

  it('serves the aliases', () => {
    expect(operationAt('POST', '/customers/c/credits/ledger_entries')).toEqual([
      'create-ledger-entry',
      { customer_id: 'c' },
    ]);
    expect(operationAt('PUT', '/events/e/amend')).toEqual(['amend-event', { event_id: 'e' }]);
    expect(operationAt('POST', '/alerts')).toEqual(['create-alert', {}]);
  });

  it('names the methods of a path that is known', () => {
    expect(operationAt('PATCH', '/customers')).toEqual(['GET', 'POST']);
    expect(operationAt('GET', '/nothing/here')).toEqual([]);
  });

  it('decodes each segment once', () => {
    expect(operationAt('GET', '/customers/a%2Fb')).toEqual(['fetch-customer', { customer_id: 'a/b' }]);
    expect(operationAt('GET', '/customers/%252e%252e')).toEqual(['fetch-customer', { customer_id: '%2e%2e' }]);
    expect(operationAt('GET', '/customers/%zz')).toEqual([]);
    expect(operationAt('GET', '/customers/')).toEqual([]);
    expect(operationAt('GET', '/customers//costs')).toEqual([]);
  });

  it('finds every route with any ids, which come back as they were', () => {
    const ids = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(fc.constantFrom(...allRoutes), fc.array(ids, { minLength: 4, maxLength: 4 }), (route, given) => {
        const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
        // An id like a literal of its place is another route's.
        const values = names.map((_, position) => `~${given[position] ?? ''}`);
        const path = names.reduce(
          (written, name, position) => written.replace(`{${name}}`, () => encodeURIComponent(values[position] ?? '')),
          route.path,
        );
        expect(operationAt(route.method, path)).toEqual([
          route.operation,
          Object.fromEntries(names.map((name, position) => [name, values[position]])),
        ]);
      }),
    );
  });

  it('answers long and odd paths at once', () => {
    const start = performance.now();
    expect(operationAt('GET', '/customers'.repeat(100_000))).toEqual([]);
    expect(operationAt('GET', `/customers/${'%2e%2e/'.repeat(10_000)}`)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
