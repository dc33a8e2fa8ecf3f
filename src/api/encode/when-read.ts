/** The keys that are written when they are read. */
type LateKey = 'workings' | 'entries' | 'effects' | 'explanation' | 'minimum_part';

/** What is to be written, and once it was read what was written. */
type Writing = { write: (() => unknown) | null; written: unknown };

const writing = Symbol('written when read');

type Holder = { readonly [writing]: Readonly<Record<string, Writing>> };

/**
 * Adds keys that are written when they are first read and then stay: who does not look at them does not pay for them. They
 * are the object's own, so that JSON and copies hold them.
 *
 * One getter serves all objects. A getter in an object literal is a function of its own for every object, for which the
 * engine makes a hidden class of its own, and that keeps what the function knows until memory is swept as a whole.
 */
export function writeWhenRead<T extends object, W extends { readonly [K in LateKey]?: unknown }>(
  object: T,
  writers: { readonly [K in keyof W]: () => W[K] },
): T & W {
  const writings: Record<string, Writing> = {};
  Object.defineProperty(object, writing, { value: writings });
  for (const key of Object.keys(writers) as LateKey[]) {
    writings[key] = { write: (writers as { readonly [K in LateKey]?: () => unknown })[key] ?? null, written: null };
    Object.defineProperty(object, key, { get: getters[key], enumerable: true });
  }
  return object as T & W;
}

const getters: { readonly [K in LateKey]: () => unknown } = {
  workings(this: Holder) {
    return read(this, 'workings');
  },
  entries(this: Holder) {
    return read(this, 'entries');
  },
  effects(this: Holder) {
    return read(this, 'effects');
  },
  explanation(this: Holder) {
    return read(this, 'explanation');
  },
  minimum_part(this: Holder) {
    return read(this, 'minimum_part');
  },
};

function read(holder: Holder, key: LateKey): unknown {
  const own = holder[writing][key];
  if (own?.write) {
    own.written = own.write();
    own.write = null;
  }
  return own?.written;
}
