import type { StopSignal } from './simulate-input.js';

type Source<T> = AsyncIterable<T> | Iterable<T>;
type Step<T> = IteratorResult<T> | 'stopped';

/**
 * Hands over the entries of a source one by one until it ends or the signal stops it, also while an entry is waited for.
 *
 * @returns whether the source was read to its end
 */
export async function forEachUntil<T>(
  source: Source<T>,
  signal: StopSignal | undefined,
  take: (entry: T) => Promise<void>,
): Promise<boolean> {
  const reader = openReader(source, signal);
  let isRead = false;
  try {
    for (let step = await reader.next(); step !== 'stopped'; step = await reader.next()) {
      isRead = step.done === true;
      if (step.done === true) break;
      await take(step.value);
    }
  } finally {
    reader.close(isRead);
  }
  return isRead;
}

type Reader<T> = { readonly next: () => Promise<Step<T>>; readonly close: (isRead: boolean) => void };

function openReader<T>(source: Source<T>, signal: StopSignal | undefined): Reader<T> {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  // One listener for all steps: a promise that every step waited on would keep all of them.
  let stop: (() => void) | null = null;
  const onAbort = (): void => stop?.();
  signal?.addEventListener('abort', onAbort);
  return {
    next: () =>
      new Promise((resolve, reject) => {
        stop = () => resolve('stopped');
        if (signal?.aborted === true) stop();
        else Promise.resolve(iterator.next()).then(resolve, reject);
      }),
    close: (isRead) => {
      signal?.removeEventListener('abort', onAbort);
      // A source that does not answer is not waited for, and what it then says is nobody's.
      if (!isRead) Promise.resolve(iterator.return?.()).catch(() => undefined);
    },
  };
}
