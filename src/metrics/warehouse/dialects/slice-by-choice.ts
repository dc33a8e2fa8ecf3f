import type { Instant } from '../../../time/index.js';
import type { Bind, Dialect } from './dialect.js';

/** The slice of a timestamp by halving, in what every engine has: as deep as the slices have binary digits. */
export function sliceByChoice(before: Dialect['time']['before']): Dialect['time']['slice'] {
  return (timestamp, starts, bind) => chooseSlice(starts, 0, (at) => before(timestamp, at, bind));
}

type IsBefore = (at: Instant) => ReturnType<Bind>;

function chooseSlice(starts: readonly Instant[], first: number, isBefore: IsBefore): string {
  const middle = Math.ceil(starts.length / 2);
  const start = starts[middle];
  if (start === undefined) return `'${first}'`;
  // Half-open: the start of a slice belongs to it (L20).
  const [earlier, later] = [starts.slice(0, middle), starts.slice(middle)];
  const [left, right] = [chooseSlice(earlier, first, isBefore), chooseSlice(later, first + middle, isBefore)];
  return `CASE WHEN ${isBefore(start)} THEN ${left} ELSE ${right} END`;
}
