import { millisPerHour, scanInstant } from '../../time/index.js';

/** Reads the timestamps of a stream as `scanInstant` does: epoch milliseconds, or NaN. */
export type TimeReader = (timestamp: string) => number;

// `YYYY-MM-DDThh:mm:ss.sssZ`, of which the hour is the first fourteen characters.
const usualLength = 24;
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
  const moment = { text: '', at: Number.NaN, before: Number.NaN };
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
  const read = (timestamp: string): number => {
    if (timestamp.length !== usualLength) return scanInstant(timestamp);
    if (timestamp >= hour.first && timestamp <= hour.last) {
      const rest = restOfHour(timestamp);
      if (rest >= 0) return hour.start + rest;
    }
    const at = scanInstant(timestamp);
    remember(timestamp, at);
    return at;
  };
  return (timestamp) => {
    // Events that were added up by the hour, or come in batches, share their time to the letter.
    if (timestamp === moment.text) return moment.at;
    const at = read(timestamp);
    if (at === moment.before) {
      moment.text = timestamp;
      moment.at = at;
    }
    moment.before = at;
    return at;
  };
}

const zero = 48;
const colon = 58;
const dot = 46;
const capitalZ = 90;

/** The milliseconds that `mm:ss.sssZ` behind the hour comes to, or a negative number where it is something else. */
function restOfHour(text: string): number {
  const minute1 = text.charCodeAt(14) - zero;
  const minute2 = text.charCodeAt(15) - zero;
  const second1 = text.charCodeAt(17) - zero;
  const second2 = text.charCodeAt(18) - zero;
  const milli1 = text.charCodeAt(20) - zero;
  const milli2 = text.charCodeAt(21) - zero;
  const milli3 = text.charCodeAt(22) - zero;
  const digits =
    spread(minute1) |
    spread(minute2) |
    spread(second1) |
    spread(second2) |
    spread(milli1) |
    spread(milli2) |
    spread(milli3);
  const marks = (text.charCodeAt(16) ^ colon) | (text.charCodeAt(19) ^ dot) | (text.charCodeAt(23) ^ capitalZ);
  const minute = minute1 * 10 + minute2;
  const second = second1 * 10 + second2;
  if ((digits & ~15) !== 0 || marks !== 0 || minute > 59 || second > 59) return -1;
  return (minute * 60 + second) * 1000 + milli1 * 100 + milli2 * 10 + milli3;
}

/** Has bits above the lowest four exactly if the number is not 0 to 9; so all digits are tested by one comparison. */
function spread(digit: number): number {
  return digit | (digit + 6);
}
