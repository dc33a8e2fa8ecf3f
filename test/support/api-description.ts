import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

// The API description belongs to its publisher and lies beside the repository where it is present at all. Campaigns are
// bundled, so that the place is told from the folder in which tests and scripts run.
const place = resolve('../shared/reference/orb-openapi.json');

/** Whether documents can be held against the API description here. */
export const isDescribed = existsSync(place);

/** The API description as it was published; only where {@link isDescribed}. */
export function readDescription(): unknown {
  return JSON.parse(readFileSync(place, 'utf8'));
}

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
  const api = readDescription() as { components: { schemas: Record<string, Schema> } };
  const { schemas } = api.components;
  // The deprecated `discount` is described as exactly one of "anything" and null, which null itself can never satisfy.
  schemas['DEPRECATED_InvoiceLevelDiscount'] = { type: 'object' };
  // Without formats a date, an instant and a word are all texts, and exactly one of them is none.
  schemas['PlanVersionChange'] = withProperty(schemas['PlanVersionChange'], {
    effective_time: { type: ['string', 'null'] },
  });
  schemas['UpdateTrialRequestParams'] = withProperty(schemas['UpdateTrialRequestParams'], {
    trial_end_date: { type: 'string' },
  });
  // A list of no usage is one of either form.
  schemas['SubscriptionUsage'] = { anyOf: schemas['SubscriptionUsage']?.['oneOf'] };
  // What is compiled is used a few times: making it fast, or checking the description itself, costs more than it saves.
  const cheap = { validateSchema: false, inlineRefs: false, code: { optimize: false } };
  const ajv = new Ajv2020({ strict: false, validateFormats: false, discriminator: false, ...cheap });
  ajv.addSchema({ $id: 'api', ...api });
  return ajv;
}

type Schema = Readonly<Record<string, unknown>>;

function withProperty(schema: Schema | undefined, property: Schema): Schema {
  if (schema === undefined) throw new Error('the API description has another name for this');
  return { ...schema, properties: { ...(schema['properties'] as Schema), ...property } };
}
