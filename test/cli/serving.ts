import { run, type Run } from './support.js';

export type Server = { readonly url: string; readonly key: string | undefined; readonly stop: () => Promise<Run> };

/** Starts the command on a free port. */
export async function serve(options: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Server> {
  const stop = new AbortController();
  let printed = '';
  let finished: Promise<Run> | null = null;
  const url = await new Promise<string>((resolve, reject) => {
    const onPrint = (text: string): void => {
      printed += text;
      const [, found] = /listens at (\S+)/.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    };
    finished = run(['serve', '--port', '0', ...options], { files, stop: stop.signal, onPrint });
    void finished.then(({ stderr }) => reject(new Error(stderr)));
  });
  const [, key] = /not shown again: (\S+)/.exec(printed) ?? [];
  return {
    url,
    key,
    stop: () => {
      stop.abort();
      return finished!;
    },
  };
}
