import { fail, isGiven, shown } from '../../errors/index.js';
import { parseInstant } from '../../time/index.js';

/** The bounds that a query puts on an instant: `created_at[gte]` and the like. */
export type DateBounds<Name extends string> = {
  readonly [Key in `${Name}[${'gte' | 'gt' | 'lt' | 'lte'}]`]?: string | null | undefined;
};

const comparisons = {
  gte: (a: number, b: number) => a >= b,
  gt: (a: number, b: number) => a > b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
} as const;

/** Whether an instant keeps to the bounds of a query; one that is missing keeps to none. */
export function withinBounds(params: object, name: string): (instant: string | null) => boolean {
  const tests = Object.entries(comparisons).flatMap(([comparison, compare]) => {
    const key = `${name}[${comparison}]`;
    const bound = Object.hasOwn(params, key) ? (Reflect.get(params, key) as unknown) : undefined;
    if (!isGiven(bound)) return [];
    const millis = parseInstant(textOf(bound, key), key);
    return [(instant: number) => compare(instant, millis)];
  });
  return (instant) => tests.length === 0 || (instant !== null && tests.every((keeps) => keeps(parseInstant(instant))));
}

/** The values of a parameter that may be given once, several times, or with brackets: `status`, `status[]`. */
export function valuesOf(params: object, name: string): readonly string[] | null {
  const given = [name, `${name}[]`].flatMap((key): readonly unknown[] => {
    const value = Object.hasOwn(params, key) ? (Reflect.get(params, key) as unknown) : undefined;
    if (!isGiven(value)) return [];
    return Array.isArray(value) ? (value as readonly unknown[]) : [value];
  });
  return given.length === 0 ? null : given.map((value) => textOf(value, name));
}

function textOf(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  return fail(path, 'invalid_type', `is ${shown(value)}; give a text`);
}
