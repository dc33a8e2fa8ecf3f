import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

// The API description belongs to its publisher and lies beside the repository where it is present at all.
const place = new URL('../../../shared/reference/orb-openapi.json', import.meta.url);

/** Whether documents can be held against the API description here. */
export const isDescribed = existsSync(place);

// Compiling one takes longer than many checks by it.
const validators = new Map<string, ValidateFunction>();

const compiled = isDescribed ? addDescription() : null;

/** Checks documents against a schema of the API description, by its name. */
export function validatorOf(schema: string): ValidateFunction {
  if (compiled === null) throw new Error('the API description is not here');
  const known = validators.get(schema) ?? compiled.compile({ $ref: `api#/components/schemas/${schema}` });
  validators.set(schema, known);
  return known;
}

function addDescription(): Ajv2020 {
  const api = JSON.parse(readFileSync(place, 'utf8')) as { components: { schemas: Record<string, object> } };
  // The deprecated `discount` is described as exactly one of "anything" and null, which null itself can never satisfy.
  api.components.schemas['DEPRECATED_InvoiceLevelDiscount'] = { type: 'object' };
  // Without formats a date, an instant and a word are all texts, and exactly one of them is none.
  const change = api.components.schemas['PlanVersionChange'] as { properties: { effective_time: object } };
  change.properties.effective_time = { type: ['string', 'null'] };
  const ajv = new Ajv2020({ strict: false, validateFormats: false, discriminator: false });
  ajv.addSchema({ $id: 'api', ...api });
  return ajv;
}
