import { constants, createReadStream } from 'node:fs';
import { access, readFile, stat, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Environment } from './environment.js';

const chunkSize = 262_144;

/** The process itself: its streams, its files, its clock. */
export function createNodeEnvironment(): Environment {
  const { stdout, stderr } = process;
  return {
    stdout: { write: (text) => void stdout.write(text) },
    stderr: { write: (text) => void stderr.write(text), isTerminal: stderr.isTTY },
    readText: (path) => readFile(path, 'utf8'),
    measure,
    readChunks: (path) => createReadStream(path, { highWaterMark: chunkSize }),
    now: () => performance.now(),
    writeText: (path, text) => writeFile(path, text),
    giveWay: () => new Promise((resolve) => setImmediate(resolve)),
    // An abort is no fault: it is what the waiting is for.
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    watchInterrupt: () => watch(['SIGINT']),
    watchStop: () => watch(['SIGINT', 'SIGTERM']),
    readClock: () => new Date().toISOString(),
    readVersion,
  };
}

function watch(names: readonly NodeJS.Signals[]): ReturnType<Environment['watchStop']> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const name of names) process.once(name, stop);
  return { signal: controller.signal, close: () => names.forEach((name) => process.off(name, stop)) };
}

async function measure(path: string): Promise<number> {
  await access(path, constants.R_OK);
  const found = await stat(path);
  if (found.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
  return found.size;
}

/** The package's own description lies beside the folder of the built command. */
async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version?: unknown }).version);
}
