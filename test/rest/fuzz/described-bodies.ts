import { isDescribed, readDescription } from '../../support/api-description.js';
import type { Dice } from './dice.js';
import { hostileValues } from './hostile.js';
import type { KnownValues } from './known-values.js';

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
};

type Api = {
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
};
type Operation = {
  readonly operationId: string;
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: Schema } } };
};

const api = isDescribed ? (readDescription() as Api) : null;

/** The schema of the body of each operation that takes one; nothing where the API description is not here. */
const bodies = new Map(
  Object.values(api?.paths ?? {}).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId, requestBody }) => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema === undefined ? [] : [[operationId, schema] as const];
    }),
  ),
);

/** What bodies are made with: chance, what there is to name, and how often in a hundred a value is another than asked. */
export type Making = { readonly dice: Dice; readonly known: KnownValues; readonly spoilt: number };

/** A body such as the API description asks for, in many of its forms; null where it says nothing of one. */
export function describedBody(operation: string, making: Making): unknown {
  const schema = bodies.get(operation);
  return schema === undefined ? null : valueOf(schema, making, { name: '', depth: 0 });
}

type Where = { readonly name: string; readonly depth: number };

function valueOf(schema: Schema, making: Making, where: Where): unknown {
  const { dice, known, spoilt } = making;
  if (where.depth > 0 && dice.happens(spoilt)) return dice.pick(hostileValues);
  const named = known.get(where.name);
  if (named !== undefined && schema.enum === undefined && dice.happens(70)) return dice.pick(named);
  const target = schema.$ref === undefined ? schema : api!.components.schemas[schema.$ref.split('/').at(-1)!]!;
  if (target.const !== undefined) return target.const;
  if (target.enum !== undefined) return dice.pick(target.enum);
  const branches = target.oneOf ?? target.anyOf;
  if (branches !== undefined) return valueOf(branchOf(branches, making), making, where);
  if (target.allOf !== undefined) return valueOf(dice.pick(target.allOf), making, where);
  return plainValue(target, making, where);
}

/** Null seldom: it says nothing. */
function branchOf(branches: readonly Schema[], { dice }: Making): Schema {
  const telling = branches.filter(({ type }) => type !== 'null');
  return dice.happens(15) || telling.length === 0 ? dice.pick(branches) : dice.pick(telling);
}

function plainValue(schema: Schema, making: Making, where: Where): unknown {
  const { dice } = making;
  const type = Array.isArray(schema.type) ? dice.pick(schema.type as readonly string[]) : schema.type;
  if (type === 'null') return null;
  if (type === 'boolean') return dice.happens(50);
  if (type === 'integer') return dice.pick([0, 1, 1, 2, 3, 12, 30, 31]);
  if (type === 'number') return dice.pick([0, 0.1, 0.5, 1, 10, 100]);
  if (type === 'string') return textOf(schema, making, where);
  if (type === 'array') {
    const length = where.depth > 5 ? 0 : dice.pick([0, 1, 1, 2]);
    return Array.from({ length }, () => valueOf(schema.items ?? {}, making, deeper(where, where.name)));
  }
  return objectOf(schema, making, where);
}

function textOf({ format }: Schema, { dice }: Making, { name }: Where): string {
  if (format === 'date-time')
    return dice.pick(['2026-01-01T00:00:00Z', '2026-01-16T08:00:00Z', '2026-02-01T00:00:00Z']);
  if (format === 'date') return dice.pick(['2026-01-01', '2026-01-16', '2026-02-01', '2026-03-01']);
  if (/currency/.test(name)) return dice.pick(['USD', 'credits', 'EUR', 'JPY']);
  if (/timezone/.test(name)) return dice.pick(['UTC', 'America/New_York']);
  return dice.pick(['1', '2', '0', '0.5', '10.00', '-1', 'x', 'name', 'region', '2026-01-16', '2026-02-01T00:00:00Z']);
}

function objectOf(schema: Schema, making: Making, where: Where): unknown {
  const { dice } = making;
  const required = new Set(schema.required);
  const often = where.depth > 6 ? 0 : dice.pick([5, 20, 50]);
  const entries = Object.entries(schema.properties ?? {})
    .filter(([name]) => required.has(name) || dice.happens(often))
    .map(([name, member]) => [name, valueOf(member, making, deeper(where, name))] as const);
  const open = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null;
  const more = open === null ? [] : [['key', valueOf(open, making, deeper(where, 'key'))] as const];
  return Object.fromEntries([...entries, ...more]);
}

function deeper({ depth }: Where, name: string): Where {
  return { name, depth: depth + 1 };
}
