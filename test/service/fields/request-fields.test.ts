import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDescribed } from '../../support/api-description.js';
import { allRoutes, createHandler } from '../../../src/rest/index.js';
import { isBillingError } from '../../../src/index.js';
import { refuseUnknownFields } from '../../../src/service/fields/refuse-unknown-fields.js';
import { operationIds, type OperationId } from '../../../src/service/index.js';
import { startBackend } from '../backend.js';
import { describedFields } from './described-fields.js';
import { describedPlaces } from './described-places.js';

const { service } = startBackend('2026-01-01T00:00:00Z');
const handler = createHandler({ service, authenticate: () => 'demo' });

async function send(operation: string, body: unknown): Promise<{ status: number; faults: readonly string[] }> {
  const route = allRoutes.find((one) => one.operation === operation)!;
  const url = `http://billing.test${route.path.replaceAll(/\{\w+\}/g, 'none')}`;
  const headers = { 'content-type': 'application/json' };
  const response = await handler(new Request(url, { method: route.method, headers, body: JSON.stringify(body) }));
  const { validation_errors } = (await response.json()) as { validation_errors?: readonly string[] };
  return {
    status: response.status,
    faults: (validation_errors ?? []).filter((fault) => fault.includes('is not known')),
  };
}

// Without the API description beside the repository there is nothing to know fields from.
describe.skipIf(!isDescribed)('the fields of requests', () => {
  it('are those of the API description (`npm run build:fields`)', () => {
    const kept = readFileSync(new URL('../../../src/service/fields/request-fields.json', import.meta.url), 'utf8');
    expect(JSON.parse(kept)).toEqual(describedFields());
  });

  it('are refused where the description has none of the name, in every object of every body', () => {
    const places = [...describedPlaces()];
    const silent = places.filter(({ operation, path, bodyWith }) => {
      const faults = faultsOf(operation, bodyWith({ surprise: 1 }));
      return faults.length !== 1 || faults[0] !== `${path}.surprise`;
    });
    expect(silent).toEqual([]);
    expect(places.length).toBeGreaterThan(1500);
  });

  it('are known where the description has them', () => {
    const refused = [...describedPlaces()].flatMap(({ operation, fields, bodyWith }) =>
      faultsOf(operation, bodyWith(Object.fromEntries(fields.map((name) => [name, null])))),
    );
    expect(refused).toEqual([]);
  });

  it('are refused by every operation before anything else', async () => {
    const deepest = new Map([...describedPlaces()].map((place) => [place.operation, place]));
    const silent: string[] = [];
    for (const [operation, { path, bodyWith }] of deepest) {
      const { status, faults } = await send(operation, bodyWith({ surprise: 1 }));
      if (status !== 400 || !faults[0]?.startsWith(`${path}.surprise: `))
        silent.push(`${operation} ${path}: ${status}`);
    }
    expect(silent).toEqual([]);
    expect(deepest.size).toBe(62);
  });
});

/** The paths of the fields that are refused. */
function faultsOf(operation: string, body: unknown): readonly string[] {
  try {
    refuseUnknownFields(operationIds[operation as OperationId], { body });
    return [];
  } catch (error) {
    return isBillingError(error) ? error.issues.map(({ path }) => path) : [String(error)];
  }
}

describe('a body of nothing but unknown fields', () => {
  it('is not repeated whole', async () => {
    const body = Object.fromEntries(Array.from({ length: 10_000 }, (_, place) => [`key ${place}`, place]));
    const { status, faults } = await send('create-item', body);
    expect([status, faults.length]).toEqual([400, 100]);
    expect(faults[0]).toContain('the fields are');
  });
});

describe('fields beyond the API description', () => {
  const priced = (price: object) => send('create-price', { name: 'Calls', currency: 'USD', item_id: 'none', ...price });

  it('are the credits that a price grants', async () => {
    const credit_allocation = {
      currency: 'credits',
      allows_rollover: true,
      filters: [{ field: 'item_id', surprise: 1 }],
    };
    const price = { model_type: 'unit', unit_config: { unit_amount: '1' }, cadence: 'monthly', credit_allocation };
    const { faults } = await priced(price);
    expect(faults).toEqual([
      'body.credit_allocation.filters[0].surprise: is not known here; the fields are field, operator, values',
    ]);
  });

  it('are the configurations of the models that it has left out, each field of them', async () => {
    const whole = [
      { model_type: 'bps', bps_config: { bps: 1, per_unit_maximum: '1' } },
      { model_type: 'bulk_bps', bulk_bps_config: { tiers: [{ bps: 1, per_unit_maximum: '1', maximum_amount: '1' }] } },
      {
        model_type: 'tiered_bps',
        tiered_bps_config: { tiers: [{ bps: 1, per_unit_maximum: '1', minimum_amount: '0', maximum_amount: '1' }] },
      },
    ];
    for (const price of whole) expect((await priced(price)).faults).toEqual([]);
    const { faults } = await priced({ model_type: 'bps', bps_config: { bps: 1, surprise: 1 } });
    expect(faults).toEqual(['body.bps_config.surprise: is not known here; the fields are bps, per_unit_maximum']);
  });

  it('are not those of another model', async () => {
    const { faults } = await priced({
      model_type: 'unit',
      unit_config: { unit_amount: '1' },
      tiered_config: { tiers: [] },
    });
    expect(faults).toEqual([expect.stringMatching(/^body\.tiered_config: /)]);
  });
});
