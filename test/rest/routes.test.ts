import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRoutes } from '../../src/rest/all-routes.js';
import { aliasRoutes } from '../../src/rest/routes/aliases.js';
import { portalRoutes } from '../../src/rest/portal/portal-routes.js';
import type { Route } from '../../src/rest/routes/route.js';
import { operationIds } from '../../src/service/index.js';
import { isDescribed } from '../support/api-description.js';

type Described = {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Record<string, unknown>;
};

function described(): readonly string[] {
  const place = new URL('../../../shared/reference/orb-openapi.json', import.meta.url);
  const api = JSON.parse(readFileSync(place, 'utf8')) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
      return line({
        method: method.toUpperCase(),
        path,
        operation: operation.operationId,
        query: query.map(({ name, required }) => (required ? `${name}!` : name)),
        body: operation.requestBody ? (operation.requestBody.required ? 'required' : 'optional') : 'none',
        status: Object.keys(operation.responses).find((status) => status.startsWith('2')) ?? '',
      });
    }),
  );
}

const pageFunctions = ['fetchPortal', 'fetchPortalInvoice', 'fetchPortalUpcomingInvoice'];

type Line = {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly query: readonly string[];
  readonly body: string;
  readonly status: string;
};

function line({ method, path, operation, query, body, status }: Line): string {
  return [method, path, operation, [...query].sort().join(','), body, status].join(' ');
}

function lineOf({ query, status, ...route }: Route): string {
  const names = Object.entries(query).map(([name, { is_required }]) => (is_required ? `${name}!` : name));
  return line({ ...route, query: names, status: String(status) });
}

describe('the table of routes', () => {
  // Without the API description beside the repository there is nothing independent to compare with.
  it.skipIf(!isDescribed)('is the API description, operation by operation', () => {
    const own = allRoutes.filter((route) => !aliasRoutes.includes(route)).map(lineOf);
    expect([...own].sort()).toEqual([...described()].sort());
    expect(own).toHaveLength(145);
  });

  it('is the list of docs/operations.md, function by function', () => {
    const listed = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8').matchAll(
      /^\| (?<method>[A-Z]+) +\| `(?<path>[^`]+)` +\| (?<functions>.+?) +\|$/gm,
    );
    const written = [...listed].map(({ groups }) =>
      [groups?.['method'], groups?.['path'], groups?.['functions']].join(' '),
    );
    const names: Readonly<Record<string, string>> = operationIds;
    const offered = allRoutes.filter(({ operation }) => operation in names);
    const lines = offered.map(({ method, path, operation }) => `${method} ${path} \`${names[operation]}\``);
    // The alias says in its body whose alert it is.
    const alias = 'POST /alerts `createCustomerAlert`, `createSubscriptionAlert` or `createPlanAlert`';
    const pages = portalRoutes.map(({ method, path }, position) => `${method} ${path} \`${pageFunctions[position]}\``);
    expect([...written].sort()).toEqual([...lines, alias, ...pages].sort());
  });

  it('has no path twice', () => {
    const calls = allRoutes.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
    expect(new Set(calls).size).toBe(calls.length);
  });
});
