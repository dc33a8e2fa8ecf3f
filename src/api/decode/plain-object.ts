/**
 * Whether the keys of objects can be read by name, because nothing is inherited under any of them. Asked once for a list:
 * then `isPlain` is enough to know of each object in it.
 */
export function inheritsNone(keys: readonly string[]): boolean {
  return !keys.some((key) => key in Object.prototype);
}

/** An object as JSON makes them, whose keys are read by name. */
export type PlainObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object as JSON makes them. Reading such by name costs a fraction of opening it for faults. */
export function isPlain(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
