import type { Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import { createWordHash, type HashState } from './word-hash.js';

/** A number that stands for the body of an event. */
export type Fingerprint = (event: EventInput, at: Instant) => number;

// What a value is, so that 1 differs from "1", and null from absent and from "".
const kinds = { nothing: 1, text: 2, whole: 3, double: 4, yes: 5, no: 6 } as const;

// A user's keys may be without end; what is remembered of them is not.
const mostBeginnings = 1000;

/**
 * A 53-bit hash of an event's body by value: name, instant (not its text), customer and properties in any order, where
 * 1 differs from "1", and null from absent. Eight bytes per key instead of the whole body; two different bodies under one
 * key are taken for the same once in 2^53 times.
 */
export function createFingerprint(): Fingerprint {
  const hash = createWordHash();
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  // The length comes first: where one text ends and the next begins is part of the body.
  const takeText = (text: string): void => {
    hash.take(kinds.text);
    hash.take(text.length);
    hash.takeText(text);
  };
  const takeNumber = (value: number): void => {
    // -0 equals 0, and takes the same way.
    if (value === (value | 0)) {
      hash.take(kinds.whole);
      hash.take(value);
      return;
    }
    double[0] = value;
    hash.take(kinds.double);
    hash.take(halves[0] ?? 0);
    hash.take(halves[1] ?? 0);
  };
  const takeValue = (value: unknown): void => {
    if (typeof value === 'string') takeText(value);
    else if (typeof value === 'number') takeNumber(value);
    else if (typeof value === 'boolean') hash.take(value ? kinds.yes : kinds.no);
    else hash.take(kinds.nothing);
  };
  // Names of events and of properties are few, and each begins a part, so that what they come to is known after the first.
  const beginnings = new Map<string, HashState>();
  const beginWith = (name: string): void => {
    const known = beginnings.get(name);
    if (known !== undefined) return hash.resume(known);
    hash.begin();
    takeText(name);
    if (beginnings.size < mostBeginnings) beginnings.set(name, hash.state());
  };
  return ({ event_name: name, customer_id: customer, external_customer_id: external, properties }, at) => {
    for (const key in properties) {
      beginWith(key);
      takeValue(properties[key]);
      hash.addToSums();
    }
    beginWith(name);
    takeNumber(at);
    takeValue(customer);
    takeValue(external);
    hash.takeSums();
    return hash.finish();
  };
}
