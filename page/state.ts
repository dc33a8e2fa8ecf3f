/** How usage grows, as it was typed; an empty kind is not at all. */
export type TypedGrowth = { readonly kind: string; readonly by: string; readonly factors: string };

/** The rows of a table of usage as they were typed: a value for each key, a quantity, and of events how many. */
export type TypedRows = readonly (readonly string[])[];

/** What the visitor has entered, as it was typed; nothing is checked before the library sees it. */
export type EstimatorState = { readonly [T in (typeof texts)[number]]: string } & {
  /** Quantities per period, by metric. Maps, because the keys are anybody's. */
  readonly quantities: ReadonlyMap<string, string>;
  /** Usage of groups and events per period, by field. */
  readonly rows: ReadonlyMap<string, TypedRows>;
  readonly growth: ReadonlyMap<string, TypedGrowth>;
  /** Quantities that prices have of their own, such as seats, by field. */
  readonly fixed: ReadonlyMap<string, string>;
};

/**
 * What is one text each. `plan` and `other` are the id of a bundled plan, or `own` for the JSON in `own`; `other` is empty
 * for none. `shown` is the usage of the curve and the break-even, empty for the first. `coupon` is a kind of discount, empty
 * for none, of `off` over so many `months`; `credits` are bought for `cost` each, in a `unit`, until they expire.
 */
const texts = [
  'plan', 'other', 'own', 'start', 'periods', 'shown',
  'coupon', 'off', 'months', 'credits', 'cost', 'unit', 'expires',
] as const; // prettier-ignore

export const initialState: EstimatorState = {
  plan: 'payg',
  other: 'team',
  own: '',
  start: '2026-01-01',
  periods: '1',
  shown: '',
  coupon: '',
  off: '',
  months: '',
  credits: '',
  cost: '',
  unit: '',
  expires: '',
  quantities: new Map([
    ['calls', '25000'],
    ['storage', '200'],
  ]),
  rows: new Map(),
  growth: new Map(),
  fixed: new Map(),
};

/** The state as the fragment of an address, without its `#`. */
export function writeHash(state: EstimatorState): string {
  const written = new URLSearchParams(texts.map((name): [string, string] => [name, state[name]]));
  for (const [key, quantity] of state.quantities) written.append(`use.${key}`, quantity);
  for (const [key, rows] of state.rows) written.append(`rows.${key}`, JSON.stringify(rows));
  for (const [key, { kind, by, factors }] of state.growth)
    written.append(`grow.${key}`, JSON.stringify([kind, by, factors]));
  for (const [key, quantity] of state.fixed) written.append(`fixed.${key}`, quantity);
  return written.toString();
}

/** The state that a fragment holds. What it leaves out is as at first; what it has beyond is ignored. */
export function readHash(hash: string): EstimatorState {
  const read = new URLSearchParams(hash.replace(/^#/, ''));
  if ([...read.keys()].length === 0) return initialState;
  const listed = (prefix: string): readonly (readonly [string, string])[] =>
    [...read].filter(([name]) => name.startsWith(prefix)).map(([name, text]) => [name.slice(prefix.length), text]);
  const written = Object.fromEntries(texts.map((name) => [name, read.get(name) ?? initialState[name]]));
  return {
    ...(written as Pick<EstimatorState, (typeof texts)[number]>),
    quantities: new Map(listed('use.')),
    rows: new Map(listed('rows.').flatMap(([key, text]) => named(key, readRows(text)))),
    growth: new Map(listed('grow.').flatMap(([key, text]) => named(key, readGrowth(text)))),
    fixed: new Map(listed('fixed.')),
  };
}

function named<T>(key: string, read: T | null): readonly (readonly [string, T])[] {
  return read === null ? [] : [[key, read]];
}

// An address may be cut off or made up; what is no table is as if it were not there.
function readRows(text: string): TypedRows | null {
  const read = readJson(text);
  return Array.isArray(read) && read.every(isTexts) ? read : null;
}

function readGrowth(text: string): TypedGrowth | null {
  const read = readJson(text);
  if (!isTexts(read)) return null;
  const [kind = '', by = '', factors = ''] = read;
  return { kind, by, factors };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
