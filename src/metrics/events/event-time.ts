import { millisPerHour, scanInstant, scanRestOfHour, usualLength } from '../../time/index.js';

/** Reads the timestamps of a stream as `scanInstant` does: epoch milliseconds, or NaN. */
export type TimeReader = (timestamp: string) => number;

// Of `YYYY-MM-DDThh:mm:ss.sssZ` the hour is the first fourteen characters.
const hourLength = 14;

/**
 * A reader that remembers the hour it read last, because the events of a stream come roughly in the order of their times,
 * and reading the whole of a timestamp is half of what an event costs.
 *
 * A text between the first and the last text of an hour begins as both of them do, so that only its minutes and seconds
 * are left to read. What is remembered is written down when an hour, or a whole text, comes for the second time in a row:
 * a stream in no order, which would gain nothing, pays next to nothing.
 */
export function createTimeReader(): TimeReader {
  const hour = { first: '', last: '', start: Number.NaN, before: Number.NaN };
  const moment = { text: '', digit: Number.NaN, at: Number.NaN, before: Number.NaN };
  const remember = (timestamp: string, at: number): void => {
    const start = Math.floor(at / millisPerHour) * millisPerHour;
    if (start === hour.before) {
      const prefix = timestamp.slice(0, hourLength);
      hour.first = `${prefix}00:00.000Z`;
      hour.last = `${prefix}59:59.999Z`;
      hour.start = start;
    }
    hour.before = start;
  };
  const readWhole = (timestamp: string): number => {
    const at = scanInstant(timestamp);
    if (timestamp.length === usualLength) remember(timestamp, at);
    return at;
  };
  const read = (timestamp: string): number => {
    if (timestamp.length === usualLength && timestamp >= hour.first && timestamp <= hour.last) {
      const rest = scanRestOfHour(timestamp);
      if (rest >= 0) return hour.start + rest;
    }
    return readWhole(timestamp);
  };
  return (timestamp) => {
    // Events that were added up by the hour, or come in batches, share their time to the letter. Other times begin alike,
    // and mostly differ in the last digit, which stands before the `Z`.
    const digit = timestamp.charCodeAt(timestamp.length - 2);
    if (digit === moment.digit && timestamp === moment.text) return moment.at;
    const at = read(timestamp);
    if (at === moment.before) {
      moment.text = timestamp;
      moment.digit = digit;
      moment.at = at;
    }
    moment.before = at;
    return at;
  };
}
