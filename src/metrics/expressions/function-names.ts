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

export function functionNamed(upperCase: string): FunctionName | undefined {
  return names.find((name) => name === upperCase);
}

export function functionArity(name: FunctionName): Arity {
  return arities[name];
}
