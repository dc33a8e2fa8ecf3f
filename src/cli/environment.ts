import type { StopSignal } from '../index.js';

/** Where text goes. */
export type Output = { readonly write: (text: string) => void };

/**
 * Everything outside the process that the command touches, so that tests can run it without touching anything.
 *
 * Paths are as the user wrote them, or joined to the folder of the scenario.
 */
export type Environment = {
  readonly stdout: Output;
  /** A progress line is drawn on a terminal only. */
  readonly stderr: Output & { readonly isTerminal: boolean };
  /** Reads a whole file; rejects with the system's error, which has a `code`. */
  readonly readText: (path: string) => Promise<string>;
  /** The size in bytes of a file that can be read (0 if it has none, like a pipe); rejects like `readText`. */
  readonly measure: (path: string) => Promise<number>;
  readonly readChunks: (path: string) => AsyncIterable<Uint8Array>;
  /** Milliseconds on a clock that never goes back; it paces the progress line and nothing else. */
  readonly now: () => number;
  /** Writes a whole file; rejects with the system's error, which has a `code`. */
  readonly writeText: (path: string, text: string) => Promise<void>;
  /** Lets other work of the process go first, such as taking in that it was interrupted. */
  readonly giveWay: () => Promise<void>;
  /** Waits so many milliseconds, or until a signal. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A signal that the user interrupts; closing it leaves an interrupt to the system again. */
  readonly watchInterrupt: () => { readonly signal: StopSignal; readonly close: () => void };
  /** Aborts when the process is told to stop, by the user or by the system; closing it leaves that to the system again. */
  readonly watchStop: () => { readonly signal: AbortSignal; readonly close: () => void };
  /** Now, as an ISO 8601 instant: what a server dates its documents by. */
  readonly readClock: () => string;
  readonly readVersion: () => Promise<string>;
};
