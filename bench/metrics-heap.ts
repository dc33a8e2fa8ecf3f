import { groupCount, lineAt, openMeter } from './metrics-stream.js';

/** The most bytes that the heap held during each tenth of a stream, each line made when it is its turn. */
export function measureHeap(rows: number): readonly number[] {
  const meter = openMeter('grouped', false);
  const peaks = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < rows; index += 1) {
    meter.add(JSON.parse(lineAt(index, rows)));
    if (index % 500 !== 0) continue;
    const tenth = Math.floor((index * 10) / rows);
    peaks[tenth] = Math.max(peaks[tenth] ?? 0, process.memoryUsage().heapUsed);
  }
  const { tokens } = meter.usage();
  const groups = tokens && 'groups' in tokens ? (tokens.groups?.length ?? 0) : 0;
  if (groups !== groupCount) throw new Error(`found ${groups} groups instead of ${groupCount}`);
  return peaks;
}

const megabyte = 1_048_576;

/** Bytes as megabytes, for people. */
export function megabytes(bytes: number): string {
  return (bytes / megabyte).toFixed(1);
}

/** What a stream may hold at most, however long it is. */
export const mostHeap = 64 * megabyte;
