import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operationIds } from '../../src/service/index.js';
import { isDescribed } from '../support/api-description.js';

/** The ids of all operations of the API description. */
function describedIds(): readonly string[] {
  const place = new URL('../../../shared/reference/orb-openapi.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(place, 'utf8')) as {
    readonly paths: { readonly [path: string]: { readonly [method: string]: { readonly operationId?: string } } };
  };
  return Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
  );
}

// The API description lies beside the repository where it is present at all.
describe.skipIf(!isDescribed)('the table of operations', () => {
  it('has a function for each operation of the API description, and for no other', () => {
    expect(Object.keys(operationIds).sort()).toEqual([...describedIds()].sort());
  });
});
