import type { Environment } from '../environment.js';
import { groupDigits } from '../table/digits.js';

/** A line on the terminal that says how far the reading has come. */
export type Progress = {
  readonly advance: (bytes: number) => void;
  /** Leaves the terminal as if there had been no line. */
  readonly erase: () => void;
};

type Course = { readonly bytes: number; readonly rows: () => number; readonly environment: Environment };

const pace = 100; // milliseconds between two drawings
const patience = 400; // a file that is read sooner needs no line
const eraseLine = '\r\u001B[K';

/** Draws nothing if the errors do not go to a terminal: a log would fill with it. */
export function createProgress({ bytes, rows, environment }: Course): Progress {
  const { stderr, now } = environment;
  if (!stderr.isTerminal) return { advance: () => undefined, erase: () => undefined };
  let read = 0;
  let isDrawn = false;
  let due = now() + patience;
  return {
    advance: (more) => {
      read += more;
      const time = now();
      if (time < due) return;
      due = time + pace;
      isDrawn = true;
      const share = bytes > 0 ? ` ${Math.min(100, Math.floor((100 * read) / bytes))} %,` : '';
      stderr.write(`${eraseLine}reading usage:${share} ${groupDigits(String(rows()))} rows`);
    },
    erase: () => {
      if (isDrawn) stderr.write(eraseLine);
      isDrawn = false;
    },
  };
}
