import { readDescription } from '../../support/api-description.js';

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly discriminator?: { readonly propertyName: string; readonly mapping: { readonly [kind: string]: string } };
  readonly additionalProperties?: Schema | boolean;
};
type Operation = {
  readonly operationId: string;
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: Schema } } };
};
type Api = {
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
};

/** What may stand at a field: a value with nothing below it, anything, or an object of fields. */
type Below = 'value' | 'any' | Shape;
type Shape = {
  readonly fields: { readonly [name: string]: Below };
  /** Which further fields there are, by what one of the fields says. */
  readonly choice?: { readonly by: string; readonly kinds: { readonly [kind: string]: Shape['fields'] } };
};

/** The fields of the bodies of all operations, in the form of `request-fields.json`. */
export function describedFields(): object {
  const api = readDescription() as Api;
  const bodies: [operation: string, shape: Below][] = Object.values(api.paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId, requestBody }) => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema === undefined ? [] : [[operationId, belowOf(schema, api)] as [string, Below]];
    }),
  );
  return named(bodies);
}

function belowOf(schema: Schema, api: Api): Below {
  const target = targetOf(schema, api);
  if (target.discriminator !== undefined) return chosen(target, api);
  if (target.oneOf !== undefined) return target.oneOf.map((branch) => belowOf(branch, api)).reduce(either);
  if (target.type === 'array') return belowOf(target.items ?? {}, api);
  if (target.properties !== undefined) return { fields: fieldsOf(target, api) };
  const is_value = target.enum !== undefined || (target.type !== undefined && target.type !== 'object');
  return is_value ? 'value' : 'any';
}

function targetOf(schema: Schema, { components }: Api): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const target = name === undefined ? schema : components.schemas[name];
  if (target === undefined) throw new Error(`the API description has no ${name}`);
  return target;
}

function fieldsOf({ properties = {} }: Schema, api: Api): Shape['fields'] {
  return Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, belowOf(member, api)]));
}

/** Of kinds that a field tells apart: what all have alike, and what each has beside. */
function chosen({ discriminator, oneOf = [] }: Schema, api: Api): Shape {
  const { propertyName: by, mapping } = discriminator!;
  const kinds = Object.entries(mapping).map(([kind, $ref]) => [kind, fieldsOf(targetOf({ $ref }, api), api)] as const);
  if (kinds.length !== oneOf.length) throw new Error('the kinds are not what there is to choose from');
  const first = kinds[0]![1];
  const shared = Object.keys(first).filter((name) =>
    kinds.every(([, fields]) => JSON.stringify(fields[name]) === JSON.stringify(first[name])),
  );
  const own = kinds.map(([kind, fields]) => [kind, without(fields, shared)] as const);
  const fields = Object.fromEntries(shared.map((name) => [name, first[name]!]));
  if (own.every(([, rest]) => Object.keys(rest).length === 0)) return { fields };
  return { fields, choice: { by, kinds: Object.fromEntries(own) } };
}

function without(fields: Shape['fields'], names: readonly string[]): Shape['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** What may stand where one of two may stand. */
function either(one: Below, other: Below): Below {
  if (one === 'any' || other === 'any') return 'any';
  if (one === 'value') return other;
  if (other === 'value' || JSON.stringify(one) === JSON.stringify(other)) return one;
  if (one.choice !== undefined && other.choice !== undefined) throw new Error('two choices have no common form');
  const names = [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])];
  const fields = names.map(
    (name) => [name, either(one.fields[name] ?? 'value', other.fields[name] ?? 'value')] as const,
  );
  const choice = one.choice ?? other.choice;
  return { fields: Object.fromEntries(fields), ...(choice && { choice }) };
}

type Written = { [name: string]: string | { by: string; fields: string; kinds: { [kind: string]: string } } };

/** Every shape once, under the name of the place where it was seen first. */
function named(bodies: readonly (readonly [string, Below])[]): object {
  const shapes: Written = {};
  const names = new Map<string, string>();
  const nameOf = (below: Below, place: string): string => {
    if (typeof below === 'string') return below;
    const key = JSON.stringify(below);
    const known = names.get(key);
    if (known !== undefined) return known;
    names.set(key, place);
    shapes[place] = '';
    const { fields, choice } = below;
    const text = (some: Shape['fields']): string =>
      Object.entries(some)
        .map(([name, at]) => (at === 'value' ? name : `${name}:${nameOf(at, `${place}.${name}`)}`))
        .join(' ');
    shapes[place] =
      choice === undefined
        ? text(fields)
        : {
            by: choice.by,
            fields: text(fields),
            kinds: Object.fromEntries(Object.entries(choice.kinds).map(([kind, own]) => [kind, text(own)])),
          };
    return place;
  };
  return {
    bodies: Object.fromEntries(bodies.map(([operation, shape]) => [operation, nameOf(shape, operation)])),
    shapes,
  };
}
