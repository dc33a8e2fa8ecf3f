import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';

// The API description belongs to its publisher and lies beside the repository where it is present at all.
const description = new URL('../../../shared/reference/orb-openapi.json', import.meta.url);
const api = existsSync(description) ? (JSON.parse(readFileSync(description, 'utf8')) as object) : null;

/** Holds a document against a schema of the API description; without the description there is nothing to hold it against. */
export function schemaCheck(schema: string): (document: unknown) => void {
  if (api === null) return () => undefined;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, discriminator: false });
  ajv.addSchema({ $id: 'api', ...api });
  const validate = ajv.compile({ $ref: `api#/components/schemas/${schema}` });
  return (document) => {
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  };
}
