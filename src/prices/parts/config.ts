import { caution, pathAt, problem, shown, type ErrorCode, type Issues } from '../../errors/index.js';
import { compare, isInteger, isNegative, one, readDecimal, zero, type Decimal } from '../../decimal/index.js';

/**
 * A model's configuration while it is being read: the untrusted object, where it stands, and the list of faults.
 *
 * Readers never throw. On a fault they append an issue and return a harmless value, so that one pass finds every fault.
 */
export type ConfigSource = {
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly issues: Issues;
  readonly watch: KeyWatch | null;
};

/** Which keys of each object were asked for, in the order of opening: the others mean nothing to the model. */
export type KeyWatch = Map<ConfigSource, Set<string>>;

// More rows than any price list has; a million tiers are refused before they are read.
const longestList = 10_000;
// Enough warnings to see what is wrong; a document of nothing but unknown keys is not repeated whole.
const mostWarnings = 100;

/** The value at a key, own properties only. */
export function fieldOf(source: ConfigSource, key: string): unknown {
  source.watch?.get(source)?.add(key);
  return Object.hasOwn(source.value, key) ? source.value[key] : undefined;
}

/** Appends a fault at a key of the configuration. */
export function reportAt(source: ConfigSource, key: string, fault: { code: ErrorCode; message: string }): void {
  source.issues.push(problem(pathAt(source.path, key), fault.code, fault.message));
}

/** A required decimal of any sign: rates and amounts may be negative (§2.1). */
export function readAmount(source: ConfigSource, key: string): Decimal {
  const value = fieldOf(source, key);
  return readDecimal(value, pathAt(source.path, key), source.issues) ?? zero;
}

/** A required size: a decimal greater than zero. */
export function readSize(source: ConfigSource, key: string): Decimal {
  const faults = source.issues.length;
  const size = readAmount(source, key);
  if (compare(size, zero) > 0) return size;
  if (source.issues.length === faults) {
    reportAt(source, key, {
      code: 'invalid_price_config',
      message: 'is not greater than 0; give the size of one package',
    });
  }
  return one;
}

/** A required size that is also a whole number. */
export function readWholeSize(source: ConfigSource, key: string): Decimal {
  const size = readSize(source, key);
  if (isInteger(size)) return size;
  reportAt(source, key, {
    code: 'invalid_price_config',
    message: 'is not a whole number; a package holds whole units',
  });
  return one;
}

/** A bound of a tier: null where none is given, undefined where what is given is a fault. */
export type Bound = Decimal | null | undefined;

/** A tier bound: absent or null reads as null; a negative one is a fault. */
export function readBound(source: ConfigSource, key: string): Bound {
  const value = fieldOf(source, key);
  if (value === undefined || value === null) return null;
  const bound = readDecimal(value, pathAt(source.path, key), source.issues);
  if (bound === undefined || !isNegative(bound)) return bound;
  reportAt(source, key, { code: 'invalid_tiers', message: 'is negative; tiers cover quantities from 0 up' });
  return undefined;
}

/** An optional boolean: absent or null reads as false. */
export function readFlag(source: ConfigSource, key: string): boolean {
  const value = fieldOf(source, key);
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean')
    reportAt(source, key, { code: 'invalid_type', message: `is ${shown(value)}; use true or false` });
  return value === true;
}

/** A required text that is not empty. */
export function readText(source: ConfigSource, key: string): string {
  const value = fieldOf(source, key);
  if (typeof value === 'string' && value !== '') return value;
  const absent = value === undefined || value === null;
  const message = absent ? 'is missing; give a text' : `is ${shown(value)}; give a text that is not empty`;
  reportAt(source, key, { code: absent ? 'missing_field' : 'invalid_type', message });
  return '';
}

/** A required list of objects, none of them empty; the objects are read like the configuration itself. */
export function readList(source: ConfigSource, key: string): readonly ConfigSource[] {
  const path = pathAt(source.path, key);
  return readArray(source, key).flatMap((entry, position) => {
    const inner = configSource(entry, pathAt(path, position), source);
    return inner === null ? [] : [inner];
  });
}

/** A required array with at least one entry and at most ten thousand. */
export function readArray(source: ConfigSource, key: string): readonly unknown[] {
  const value = fieldOf(source, key);
  const fault = faultOfArray(value);
  // `Array.from` fills the holes of a sparse array, which would otherwise be passed over in silence.
  if (fault === null) return Array.from(value as readonly unknown[]);
  reportAt(source, key, fault);
  return [];
}

function faultOfArray(value: unknown): { code: ErrorCode; message: string } | null {
  if (value === undefined || value === null) return { code: 'missing_field', message: 'is missing; give a list' };
  if (!Array.isArray(value)) return { code: 'invalid_type', message: `is ${shown(value)}; give a list` };
  if (value.length === 0) return { code: 'invalid_price_config', message: 'is empty; give at least one entry' };
  if (value.length <= longestList) return null;
  return { code: 'limit_exceeded', message: `has ${value.length} entries; at most ${longestList} are accepted` };
}

/** Opens an object for reading; anything else is a fault and yields null. */
export function configSource(
  value: unknown,
  path: string,
  into: Pick<ConfigSource, 'issues' | 'watch'>,
): ConfigSource | null {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const source = { value: value as Record<string, unknown>, path, issues: into.issues, watch: into.watch };
    into.watch?.set(source, new Set());
    return source;
  }
  const absent = value === undefined || value === null;
  const message = absent ? 'is missing; give an object' : `is ${shown(value)}; give an object`;
  into.issues.push(problem(path, absent ? 'missing_field' : 'invalid_type', message));
  return null;
}

/** Warns of every key that was opened for reading and never asked for, in the order of the document. */
export function reportUnknownKeys(watch: KeyWatch, issues: Issues): void {
  let room = mostWarnings;
  for (const [source, asked] of watch) {
    const unknown = Object.keys(source.value).filter((key) => !asked.has(key));
    for (const key of unknown.slice(0, room)) {
      issues.push(
        caution(pathAt(source.path, key), 'invalid_price_config', 'is not a key of this model and is ignored'),
      );
    }
    room -= Math.min(room, unknown.length);
  }
}
