import type { FunctionName } from './syntax.js';

type Arity = { readonly least: number; readonly most: number };

const arities: { readonly [F in FunctionName]: Arity } = {
  COALESCE: { least: 1, most: Infinity },
  NULLIF: { least: 2, most: 2 },
  ABS: { least: 1, most: 1 },
  FLOOR: { least: 1, most: 1 },
  CEIL: { least: 1, most: 1 },
  LOWER: { least: 1, most: 1 },
  UPPER: { least: 1, most: 1 },
  LEAST: { least: 1, most: Infinity },
  GREATEST: { least: 1, most: Infinity },
  HOUR_FLOOR_TIMESTAMP_MILLIS: { least: 1, most: 1 },
};

// A Map, because the name comes from a user's text and `CONSTRUCTOR(x)` must not find anything.
const named: ReadonlyMap<string, FunctionName> = new Map(
  (Object.keys(arities) as FunctionName[]).map((name) => [name, name]),
);

export function functionNamed(upperCase: string): FunctionName | undefined {
  return named.get(upperCase);
}

export function functionArity(name: FunctionName): Arity {
  return arities[name];
}
