import { createTextStore, type TextStore } from './text-store.js';

/** Texts with a number each, in the order in which they came: what a `Map` is, for millions of short texts. */
export type KeyTable = {
  /** The number of a text that is known; else the text is kept with the number given, which is returned. */
  readonly meet: (key: string, value: number) => number;
  readonly has: (key: string) => boolean;
  readonly count: () => number;
  readonly entries: () => readonly (readonly [key: string, value: number])[];
};

const firstKeys = 64;
// A text that finds no free place so near its own is one of many that were made to collide.
const mostSteps = 64;
const nobody = -1;

/**
 * Keeps texts as bytes, in arrays that are nothing to the engine when it collects what is left over: to copy and search
 * millions of short texts would be most of what reading events costs. Texts are compared whole, so that no two are ever
 * taken for one.
 *
 * Places are found by a hash that anybody can foresee. Where a neighbourhood is full a `Map` takes over, whose hash nobody
 * can, so that texts chosen to collide cost no more than they do there.
 */
export function createKeyTable(): KeyTable {
  const texts = createTextStore();
  let places = emptyPlaces(firstKeys * 2);
  let values: Float64Array<ArrayBuffer> = new Float64Array(firstKeys);
  const crowded = new Map<string, number>();
  const keep = (value: number): number => {
    const position = texts.keep();
    if (position === values.length) values = grown(values);
    values[position] = value;
    return position;
  };
  const meetCrowded = (key: string, value: number): number => {
    const known = crowded.get(key);
    if (known === undefined) crowded.set(key, keep(value));
    return known === undefined ? value : (values[known] ?? value);
  };
  const spread = (): void => {
    const held = places;
    places = emptyPlaces(held.length);
    for (const position of movePlaces(held, places)) crowded.set(texts.read(position), position);
  };
  return {
    meet: (key, value) => {
      const hash = texts.write(key);
      const place = findPlace(places, hash, texts);
      const known = place === nobody ? nobody : (places[place + 1] ?? nobody);
      if (known !== nobody) return values[known] ?? value;
      // Where places have become more since, a text of the `Map` would find one that is free.
      if (place === nobody || crowded.has(key)) return meetCrowded(key, value);
      places[place] = hash;
      places[place + 1] = keep(value);
      // Half of the places are free, so that a free one is near.
      if (texts.count() * 4 >= places.length) spread();
      return value;
    },
    has: (key) => {
      const place = findPlace(places, texts.write(key), texts);
      return (place !== nobody && places[place + 1] !== nobody) || crowded.has(key);
    },
    count: () => texts.count(),
    entries: () =>
      Array.from({ length: texts.count() }, (_, position) => [texts.read(position), values[position] ?? 0]),
  };
}

/** Each place is two words, the hash and the position of a text, so that one look at memory tells both. */
type Places = Int32Array<ArrayBuffer>;

function emptyPlaces(count: number): Places {
  return new Int32Array(count * 2).fill(nobody);
}

/** Where the text that was written last is, or would be; `nobody` if there is no room for it. */
function findPlace(places: Places, hash: number, texts: TextStore): number {
  const mask = places.length - 1;
  let place = (hash * 2) & mask;
  for (let step = 0; step < mostSteps; step += 1) {
    const position = places[place + 1] ?? nobody;
    if (position === nobody || (places[place] === hash && texts.isLast(position))) return place;
    place = (place + 2) & mask;
  }
  return nobody;
}

/** Moves what is held into more places; returns the positions of those that found none near their own. */
function movePlaces(held: Places, places: Places): readonly number[] {
  const mask = places.length - 1;
  const homeless: number[] = [];
  for (let at = 0; at < held.length; at += 2) {
    const position = held[at + 1] ?? nobody;
    if (position === nobody) continue;
    const hash = held[at] ?? 0;
    const place = freePlace(places, (hash * 2) & mask);
    if (place === nobody) homeless.push(position);
    else {
      places[place] = hash;
      places[place + 1] = position;
    }
  }
  return homeless;
}

function freePlace(places: Places, first: number): number {
  const mask = places.length - 1;
  let place = first;
  for (let step = 0; step < mostSteps; step += 1) {
    if (places[place + 1] === nobody) return place;
    place = (place + 2) & mask;
  }
  return nobody;
}

function grown(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const room = new Float64Array(values.length * 2);
  room.set(values);
  return room;
}
