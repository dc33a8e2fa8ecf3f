const names = [
  'COALESCE',
  'NULLIF',
  'ABS',
  'FLOOR',
  'CEIL',
  'LOWER',
  'UPPER',
  'LEAST',
  'GREATEST',
  'HOUR_FLOOR_TIMESTAMP_MILLIS',
] as const;

export type FunctionName = (typeof names)[number];

type Arity = { readonly least: number; readonly most: number };

const one: Arity = { least: 1, most: 1 };
const some: Arity = { least: 1, most: Infinity };

const arities: { readonly [F in FunctionName]: Arity } = {
  COALESCE: some,
  NULLIF: { least: 2, most: 2 },
  ABS: one,
  FLOOR: one,
  CEIL: one,
  LOWER: one,
  UPPER: one,
  LEAST: some,
  GREATEST: some,
  HOUR_FLOOR_TIMESTAMP_MILLIS: one,
};

// A Map, because the name comes from a user's text and `CONSTRUCTOR(x)` must not find anything.
const named: ReadonlyMap<string, FunctionName> = /*#__PURE__*/ new Map(/*#__PURE__*/ names.map((name) => [name, name]));

export function functionNamed(upperCase: string): FunctionName | undefined {
  return named.get(upperCase);
}

export function functionArity(name: FunctionName): Arity {
  return arities[name];
}
