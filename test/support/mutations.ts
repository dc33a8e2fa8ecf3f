import fc from 'fast-check';

const junk: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'abc',
  '1e5',
  '+1',
  '-1',
  '1.',
  '0',
  '1',
  '11',
  '0.5',
  '9'.repeat(39),
  0,
  1,
  -1,
  2.5,
  1e21,
  1e300,
  Number.NaN,
  Infinity,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  [{}],
  ['a', 'b', 'c'],
  Array.from({ length: 2 }),
  { toFixed: () => '3' },
  { toFixed: () => 'three' },
  10n,
  Symbol('junk'),
  () => 1,
];

/** A document with one to three places replaced by something else, left out, doubled or swapped. */
export function mutationsOf(document: unknown): fc.Arbitrary<unknown> {
  const step = fc.record({
    place: fc.nat({ max: 1_000 }),
    act: fc.constantFrom<'replace' | 'remove' | 'double' | 'swap'>('replace', 'replace', 'remove', 'double', 'swap'),
    by: fc.constantFrom(...junk),
  });
  return fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => {
    const root = { document: copied(document) };
    for (const { place, act, by } of steps) {
      const places = placesIn(root);
      // The document itself is the first place: replaced now and then, but mostly something inside it.
      const [holder, key] = places[place % places.length] ?? [root, 'document'];
      // A copy, because a later step may change what this one put in.
      mutations[act](holder, key, copied(by));
    }
    return root.document;
  });
}

type Holder = Record<string, unknown> | unknown[];

const mutations = {
  replace: (holder: Holder, key: string, by: unknown) => Reflect.set(holder, key, by),
  remove: (holder: Holder, key: string) =>
    Array.isArray(holder) ? holder.splice(Number(key), 1) : Reflect.deleteProperty(holder, key),
  double: (holder: Holder, key: string) =>
    Array.isArray(holder)
      ? holder.splice(Number(key), 0, holder[Number(key)])
      : Reflect.set(holder, `${key}_again`, Reflect.get(holder, key)),
  swap: (holder: Holder) => (Array.isArray(holder) ? holder.reverse() : undefined),
};

function placesIn(holder: Holder): readonly (readonly [Holder, string])[] {
  return Object.keys(holder).flatMap((key) => {
    const value: unknown = Reflect.get(holder, key);
    const inner = typeof value === 'object' && value !== null ? placesIn(value as Holder) : [];
    return [[holder, key] as const, ...inner];
  });
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copied(entry)]));
}
