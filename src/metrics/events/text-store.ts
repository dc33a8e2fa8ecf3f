import { fail } from '../../errors/index.js';

/** Texts one behind the other as bytes: one of them is written, looked at, and then kept or written over. */
export type TextStore = {
  /** Writes a text behind those that are kept, and returns its hash of 32 bits. */
  readonly write: (text: string) => number;
  /** Whether the text that was written last is the one at a position, to the letter. */
  readonly isLast: (position: number) => boolean;
  /** Keeps the text that was written last, and returns its position. */
  readonly keep: () => number;
  readonly count: () => number;
  readonly read: (position: number) => string;
};

const firstTexts = 64;
const firstBytes = 2048;
const mostBytes = 4_294_967_296; // 2^32
const narrow = 1;
const wide = 2;

export function createTextStore(): TextStore {
  let bytes: Uint8Array<ArrayBuffer> = new Uint8Array(firstBytes);
  let ends: Float64Array<ArrayBuffer> = new Float64Array(firstTexts);
  /** Bytes for each unit: most texts need but one. */
  let widths: Uint8Array<ArrayBuffer> = new Uint8Array(firstTexts);
  let kept = 0;
  let start = 0;
  let end = 0;
  let width = narrow;
  const startOf = (position: number): number => (position === 0 ? 0 : (ends[position - 1] ?? 0));
  return {
    write: (text) => {
      const room = start + text.length * wide;
      if (room > bytes.length) bytes = enlarged(bytes, room);
      width = narrow;
      const hash = writeNarrow(bytes, start, text);
      if (hash === null) width = writeWide(bytes, start, text);
      end = start + text.length * width;
      return hash ?? hashOf(bytes, start, end);
    },
    isLast: (position) => {
      let at = startOf(position);
      if ((ends[position] ?? 0) - at !== end - start || widths[position] !== width) return false;
      for (let own = start; own < end; own += 1, at += 1) if (bytes[at] !== bytes[own]) return false;
      return true;
    },
    keep: () => {
      if (kept === ends.length) {
        ends = withRoom(new Float64Array(kept * 2), ends);
        widths = withRoom(new Uint8Array(kept * 2), widths);
      }
      ends[kept] = end;
      widths[kept] = width;
      start = end;
      kept += 1;
      return kept - 1;
    },
    count: () => kept,
    read: (position) => readText(bytes.subarray(startOf(position), ends[position]), widths[position] ?? narrow),
  };
}

function enlarged(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  if (needed > mostBytes) fail('events', 'limit_exceeded', 'have more than 4 GB of keys; meter them in several parts');
  const size = Math.min(mostBytes, Math.max(bytes.length * 2, needed));
  return withRoom(new Uint8Array(size), bytes);
}

function withRoom<A extends Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(room: A, held: A): A {
  room.set(held);
  return room;
}

/** Writes a byte for each unit and returns the hash; null if one of them does not fit. */
function writeNarrow(bytes: Uint8Array, start: number, text: string): number | null {
  const { length } = text;
  let hash = firstHash ^ length;
  let units = 0;
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes[start + index] = unit;
    units |= unit;
    hash = Math.imul(hash ^ unit, hashFactor);
  }
  return units > 0xff ? null : mixed(hash);
}

function writeWide(bytes: Uint8Array, start: number, text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes[start + index * wide] = unit;
    bytes[start + index * wide + 1] = unit >>> 8;
  }
  return wide;
}

const firstHash = 0x41c6ce57;
const hashFactor = 0x01000193;

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = firstHash ^ (end - start);
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), hashFactor);
  return mixed(hash);
}

/** The low bits, which choose a place, come to depend on all. */
function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 15), 2246822507);
  return half ^ (half >>> 13);
}

// An engine takes so many arguments at once.
const mostUnits = 4096;

function readText(bytes: Uint8Array, width: number): string {
  const units =
    width === narrow
      ? Array.from(bytes)
      : Array.from(
          { length: bytes.length / wide },
          (_, index) => (bytes[index * wide] ?? 0) | ((bytes[index * wide + 1] ?? 0) << 8),
        );
  let text = '';
  for (let from = 0; from < units.length; from += mostUnits)
    text += String.fromCharCode(...units.slice(from, from + mostUnits));
  return text;
}
