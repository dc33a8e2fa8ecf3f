import { mkdir, readdir, readFile, rmdir, stat } from 'node:fs/promises';

/** What became of the lock beside a database file. */
export type LockOutcome = 'none' | 'released' | 'left';

/** Programs that may hold such a lock: it is taken by a library for Node. */
const runtimes = /node|bun|deno|electron|reckoner/i;

/**
 * Takes away the lock that a killed process left beside a file of `node-sqlite3-wasm`: a folder `FILE.lock`, which no system
 * takes away with its process. Whoever holds it has the file open, so that a lock is stale if nobody has; where that cannot
 * be seen, because there is no `/proc` or a program of another user may have it open, the lock stays.
 *
 * Only one process at a time looks, and a lock that came anew since is another folder: nobody takes away what is held.
 */
export async function releaseStaleLock(file: string): Promise<LockOutcome> {
  const lock = `${file}.lock`;
  const guard = `${file}.lock-check`;
  const found = await idOf(lock);
  if (found === null) return 'none';
  try {
    await mkdir(guard);
  } catch {
    return 'left';
  }
  try {
    const seen = await idOf(lock);
    if (seen !== found || (await mayBeOpen(file))) return 'left';
    await rmdir(lock);
    return 'released';
  } finally {
    await rmdir(guard);
  }
}

/** What tells one file or folder from every other; null where there is none. */
async function idOf(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

async function mayBeOpen(file: string): Promise<boolean> {
  const id = await idOf(file);
  // A lock beside no file belongs to somebody who is just making one.
  if (id === null) return true;
  const processes = await readdir('/proc').catch(() => [] as string[]);
  const ids = processes.filter((name) => /^\d+$/.test(name));
  if (ids.length === 0) return true;
  for (const process of ids) if (await mayHaveOpen(process, id)) return true;
  return false;
}

async function mayHaveOpen(process: string, id: string): Promise<boolean> {
  const folder = `/proc/${process}/fd`;
  let files: readonly string[];
  try {
    files = await readdir(folder);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return !isGone && runtimes.test(await readFile(`/proc/${process}/cmdline`, 'utf8').catch(() => ''));
  }
  for (const name of files) if ((await idOf(`${folder}/${name}`)) === id) return true;
  return false;
}
