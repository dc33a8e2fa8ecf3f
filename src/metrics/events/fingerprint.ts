import type { Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import * as hash from './word-hash.js';

/** A number that stands for the body of an event. */
export type Fingerprint = (event: EventInput, at: Instant) => number;

// What a value is, so that 1 differs from "1", and null from absent and from "".
const kinds = { nothing: 1, text: 2, whole: 3, double: 4, yes: 5, no: 6 } as const;

type Beginning = hash.HashState & { readonly name: string };

// A user's keys may be without end; what is remembered of them is not.
const mostBeginnings = 1000;
const mostInOrder = 32;

/**
 * A 53-bit hash of an event's body by value: name, instant (not its text), customer and properties in any order, where
 * 1 differs from "1", and null from absent. Eight bytes per key instead of the whole body; two different bodies under one
 * key are taken for the same once in 2^53 times.
 */
export function createFingerprint(): Fingerprint {
  const lanes = hash.openLanes();
  const double = openDouble();
  // Names of events and of properties are few, and each begins a part, so that what they come to is known after the first.
  const beginnings = new Map<string, Beginning>();
  // The events of a stream mostly have the same names in the same order, so that the last of each place is asked for first.
  const lately: Beginning[] = [];
  const beginningOf = (name: string): Beginning => {
    const known = beginnings.get(name);
    if (known !== undefined) return known;
    hash.begin(lanes);
    takeText(lanes, name);
    const made = { name, ...hash.stateOf(lanes) };
    if (beginnings.size < mostBeginnings) beginnings.set(name, made);
    return made;
  };
  const beginWith = (name: string, place: number): void => {
    const late = lately[place];
    const beginning = late !== undefined && late.name === name ? late : beginningOf(name);
    if (beginning !== late && place < mostInOrder) lately[place] = beginning;
    hash.resume(lanes, beginning);
  };
  return (event, at) => {
    const { properties } = event;
    let place = 1;
    for (const key in properties) {
      beginWith(key, place);
      takeValue(lanes, properties[key], double);
      hash.addToSums(lanes);
      place += 1;
    }
    beginWith(event.event_name, 0);
    takeNumber(lanes, at, double);
    takeValue(lanes, event.customer_id, double);
    takeValue(lanes, event.external_customer_id, double);
    hash.takeSums(lanes);
    return hash.finish(lanes);
  };
}

function takeValue(lanes: hash.Lanes, value: unknown, double: Double): void {
  if (typeof value === 'string') takeText(lanes, value);
  else if (typeof value === 'number') takeNumber(lanes, value, double);
  else if (typeof value === 'boolean') hash.take(lanes, value ? kinds.yes : kinds.no);
  else hash.take(lanes, kinds.nothing);
}

/** The length comes first: where one text ends and the next begins is part of the body. */
function takeText(lanes: hash.Lanes, text: string): void {
  hash.take(lanes, kinds.text);
  hash.take(lanes, text.length);
  hash.takeText(lanes, text);
}

/** A number, and the two words that it is made of. */
type Double = { readonly whole: Float64Array<ArrayBuffer>; readonly halves: Uint32Array<ArrayBuffer> };

function openDouble(): Double {
  const whole = new Float64Array(1);
  return { whole, halves: new Uint32Array(whole.buffer) };
}

function takeNumber(lanes: hash.Lanes, value: number, { whole, halves }: Double): void {
  // -0 equals 0, and takes the same way.
  if (value === (value | 0)) {
    hash.take(lanes, kinds.whole);
    hash.take(lanes, value);
    return;
  }
  whole[0] = value;
  hash.take(lanes, kinds.double);
  hash.take(lanes, halves[0] ?? 0);
  hash.take(lanes, halves[1] ?? 0);
}
