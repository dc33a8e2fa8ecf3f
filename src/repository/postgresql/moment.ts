import { formatInstant, instantOfMillis } from '../../time/index.js';

const earliest = -62_135_596_800_000;
const latest = 253_402_300_799_999;

/**
 * The bound of a window as a parameter. Events are whole milliseconds, so that a bound between two of them means the later
 * one; a bound outside the calendar stands for all of time on its side.
 */
export function momentText(millis: number): string {
  const whole = Math.ceil(millis);
  if (whole < earliest) return '-infinity';
  return whole > latest ? 'infinity' : formatInstant(instantOfMillis(whole));
}
