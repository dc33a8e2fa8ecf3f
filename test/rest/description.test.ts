import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRoutes, createHandler, describeApi } from '../../src/rest/index.js';
import { portalRoutes } from '../../src/rest/portal/portal-routes.js';
import { aliasRoutes } from '../../src/rest/routes/aliases.js';
import { isDescribed, readDescription } from '../support/api-description.js';
import { startBackend } from '../service/backend.js';

type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Readonly<Record<string, unknown>>;
};
type Api = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const api = describeApi() as unknown as Api;
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

function operationsOf({ paths }: Api) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
}

describe('describeApi', () => {
  it('describes every route once, each with an id of its own', () => {
    const operations = operationsOf(api);
    expect(operations).toHaveLength(allRoutes.length + portalRoutes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('declares what stands in the braces of each path, and refers to what is there', () => {
    for (const { path, parameters = [] } of operationsOf(api)) {
      const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
    const references = [...JSON.stringify(api).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, place]) => String(place));
    expect(references.length).toBeGreaterThan(500);
    for (const place of new Set(references)) {
      const found = place.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], api);
      expect([place, found]).toEqual([place, expect.any(Object)]);
    }
  });

  it('is mounted where it is told to be', () => {
    expect(describeApi({ url: 'https://b.test/v1', title: 'Mine' })).toMatchObject({
      servers: [{ url: 'https://b.test/v1' }],
      info: { title: 'Mine' },
    });
  });

  // Without the API description beside the repository there is nothing independent to compare with.
  it.skipIf(!isDescribed)('says of each operation of Orb what Orb says', () => {
    const own = new Map(operationsOf(api).map((operation) => [operation.operationId, operation]));
    const described = operationsOf(readDescription() as Api);
    expect(described).toHaveLength(145);
    for (const theirs of described) {
      const ours = own.get(theirs.operationId);
      expect(ours && partsOf(ours)).toEqual(partsOf(theirs));
    }
  });

  it('is docs/openapi.json (`npm run build:openapi`)', () => {
    expect(JSON.stringify(JSON.parse(read('docs/openapi.json')))).toBe(JSON.stringify(api));
  });
});

function partsOf({ path, method, parameters = [], requestBody, responses }: ReturnType<typeof operationsOf>[number]) {
  const asked = parameters.filter((one) => one.in === 'path' || one.in === 'query');
  return {
    path,
    method,
    parameters: asked.map(({ name, required }) => `${name}${required ? '!' : ''}`).sort(),
    body: requestBody === undefined ? null : requestBody.required === true,
    well: Object.keys(responses).filter((status) => status.startsWith('2')),
  };
}

describe('docs/differences-from-orb.md', () => {
  const text = read('docs/differences-from-orb.md');
  const rows = [...text.matchAll(/^\| `(?<call>[A-Z]+ [^`]+)` +\| `(?<second>[^`]+)` +\|$/gm)].map(({ groups }) => [
    groups?.['call'],
    groups?.['second'],
  ]);

  it('lists the aliases', () => {
    const calls = aliasRoutes.map(({ method, path }) => `${method} ${path}`);
    expect(rows.map(([call]) => call)).toEqual(expect.arrayContaining(calls));
  });

  it('lists the pages of the portal', () => {
    const calls = portalRoutes.map(({ method, path }) => `${method} ${path}`);
    expect(rows.map(([call]) => call)).toEqual(expect.arrayContaining(calls));
  });

  it('lists what is refused without a port, and nothing else is', async () => {
    const { service } = startBackend('2026-01-01');
    const handler = createHandler({ service, authenticate: () => 'demo' });
    const refused: unknown[] = [];
    for (const { method, path, body } of allRoutes) {
      const url = `http://billing.test${path.replaceAll(/\{\w+\}/g, 'none')}`;
      const sent = body === 'required' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {};
      const told = await (await handler(new Request(url, { method, ...sent }))).text();
      const port = /pass (\w+) to createBillingService/.exec(told)?.[1];
      if (told.includes('404-feature-not-available')) refused.push([`${method} ${path}`, port]);
    }
    expect(rows.filter(([, second]) => ['payments', 'files', 'portal'].includes(second ?? ''))).toEqual(refused);
    const said = operationsOf(api).filter((operation) => JSON.stringify(operation).includes('Needs the port'));
    expect(said.map(({ method, path }) => `${method.toUpperCase()} ${path}`)).toEqual(
      refused.map((row) => (row as string[])[0]),
    );
  });
});
