import type { EventInput } from '../../index.js';

/** Takes what a file's rows turn out to be. */
export type RowSink = {
  /** A row that reads as an event; what it says is still unchecked. */
  readonly take: (event: EventInput, line: number) => void;
  /** A row that does not. */
  readonly reject: (line: number, reason: string) => void;
};

/** Reads the sections of one file, in turn. */
export type RowReader = {
  readonly take: (text: string, isSound: boolean) => void;
  /** To be called behind the last section. */
  readonly finish: () => void;
  /** The line that comes next. */
  readonly line: () => number;
};

export const notUtf8 = 'is not UTF-8 text; save the file as UTF-8';
export const replacement = '\uFFFD';
