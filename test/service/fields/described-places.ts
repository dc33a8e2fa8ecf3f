import { readDescription } from '../../support/api-description.js';

type Schema = {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
};
type Api = {
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
  readonly paths: {
    readonly [path: string]: {
      readonly [method: string]: {
        readonly operationId: string;
        readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: Schema } } };
      };
    };
  };
};

/** An object somewhere in the body of an operation. */
export type DescribedPlace = {
  readonly operation: string;
  readonly path: string;
  readonly fields: readonly string[];
  /** A body with that object in it, and these fields in the object. */
  readonly bodyWith: (fields: object) => unknown;
};

type Place = Omit<DescribedPlace, 'operation'>;

/** Every object of known fields in every body that the API description describes, in each of its forms. */
export function* describedPlaces(): Generator<DescribedPlace> {
  const api = readDescription() as Api;
  for (const { operationId, requestBody } of Object.values(api.paths).flatMap((methods) => Object.values(methods))) {
    const schema = requestBody?.content['application/json']?.schema;
    if (schema === undefined) continue;
    for (const { path, ...place } of placesOf(schema, api)) {
      yield { operation: operationId, path: `body${path}`, ...place };
    }
  }
}

function* placesOf(schema: Schema, api: Api): Generator<Place> {
  const target = schema.$ref === undefined ? schema : api.components.schemas[schema.$ref.split('/').at(-1)!]!;
  for (const branch of target.oneOf ?? []) yield* placesOf(branch, api);
  if (target.items !== undefined) {
    for (const { path, fields, bodyWith } of placesOf(target.items, api)) {
      // The second, so that a position is told and not guessed.
      yield { path: `[1]${path}`, fields, bodyWith: (own) => [null, bodyWith(own)] };
    }
  }
  if (target.properties === undefined) return;
  const kind = kindOf(target);
  yield {
    path: '',
    fields: Object.keys(target.properties).filter((name) => !(name in kind)),
    bodyWith: (own) => ({ ...kind, ...own }),
  };
  for (const [name, member] of Object.entries(target.properties)) {
    for (const { path, fields, bodyWith } of placesOf(member, api)) {
      yield { path: `.${name}${path}`, fields, bodyWith: (own) => ({ ...kind, [name]: bodyWith(own) }) };
    }
  }
}

/** The fields of which only one value may stand there: they tell which form of several an object has. */
function kindOf({ properties = {}, required = [] }: Schema): object {
  const only = Object.entries(properties).flatMap(([name, { enum: values, const: value }]) => {
    if (!required.includes(name)) return [];
    if (value !== undefined) return [[name, value] as const];
    return values?.length === 1 ? [[name, values[0]] as const] : [];
  });
  return Object.fromEntries(only);
}
