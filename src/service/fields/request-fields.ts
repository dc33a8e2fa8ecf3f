import type { OperationId } from '../operation-ids.js';
import { ownModels, ownPriceFields, ownShapes } from './own-fields.js';
import fields from './request-fields.json' with { type: 'json' };

/** What may stand at a field: a value with nothing below it, anything at all, or an object of known fields. */
export type Below = 'value' | 'any' | RequestShape;

/** The fields that a request's object may have. */
export type RequestShape = {
  readonly fields: ReadonlyMap<string, Below>;
  /** What there is for each kind, by the field that says the kind. */
  readonly choice: KindChoice | null;
};

/** All fields of each kind; of a kind that is not listed, only the fields that all have are known. */
type KindChoice = { readonly by: string; readonly kinds: ReadonlyMap<string, ReadonlyMap<string, Below>> };

// `name` is a field, `name:shape` one with a shape of that name below it, or with `any` thing.
type WrittenShape = string | { readonly by: string; readonly fields: string; readonly kinds: object };
type Written<T> = { readonly [name: string]: T };

const bodies: Written<string> = fields.bodies;
const shapes: Written<WrittenShape> = fields.shapes;
const own: Written<WrittenShape> = ownShapes;
// Few operations are called by one program, and what is not called need not be read.
const read = /*#__PURE__*/ new Map<string, Below>();

/** The fields of the body of an operation, by the id of the API description; null where it describes none. */
export function bodyShape(operation: OperationId): Below | null {
  // Operations without a body are not in the list.
  const name = bodies[operation];
  return name === undefined ? null : shapeNamed(name);
}

/** The names of the fields that the body of an operation may have; null where the API description describes none. */
export function requestFields(operation: OperationId): readonly string[] | null {
  const shape = bodyShape(operation);
  if (shape === null || typeof shape === 'string') return null;
  const kinds = shape.choice === null ? [] : [...shape.choice.kinds.values()];
  return [...new Set([shape.fields, ...kinds].flatMap((some) => [...some.keys()]))];
}

function shapeNamed(name: string): Below {
  if (name === 'any') return name;
  const known = read.get(name) ?? readShape(own[name] ?? shapes[name] ?? '');
  read.set(name, known);
  return known;
}

function readShape(shape: WrittenShape): RequestShape {
  if (typeof shape === 'string') return { fields: readFields(shape), choice: null };
  const is_price = shape.by === 'model_type';
  const shared = is_price ? `${shape.fields} ${ownPriceFields}` : shape.fields;
  const kinds = Object.entries({ ...shape.kinds, ...(is_price ? ownModels : {}) });
  const whole = kinds.map(([kind, more]) => [kind, readFields(`${shared} ${more}`)] as const);
  return { fields: readFields(shared), choice: { by: shape.by, kinds: new Map(whole) } };
}

function readFields(text: string): ReadonlyMap<string, Below> {
  const names = text.split(' ').filter((name) => name !== '');
  return new Map(
    names.map((name) => {
      const [field = '', shape] = name.split(':');
      return [field, shape === undefined ? 'value' : shapeNamed(shape)];
    }),
  );
}
