import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { asyncRooms, packageJson } from '../tidy/sources.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A project of a user's, outside the repository, with the package installed from its tarball. */
export type Consumer = {
  readonly folder: string;
  /** Writes a file and runs it under plain Node; returns what it printed, parsed as JSON. */
  readonly runScript: (name: string, code: string) => unknown;
  readonly write: (name: string, text: string) => void;
  readonly remove: () => void;
};

/** What a user can import: `reckoner`, `reckoner/errors`, … */
export const entries: readonly string[] = Object.keys(packageJson()['exports'] as object)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => subpath.replace('.', 'reckoner'));

/** The entries of the pure core, which runs wherever JavaScript does. */
export const pureEntries: readonly string[] = entries.filter(
  (entry) => !asyncRooms.includes(entry.split('/')[1] ?? ''),
);

export function createConsumer(): Consumer {
  const folder = mkdtempSync(`${tmpdir()}/reckoner-consumer-`);
  const modules = `${folder}/node_modules`;
  mkdirSync(`${modules}/reckoner`, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', `${folder}/${tarball}`, '--strip-components=1', '-C', `${modules}/reckoner`]);
  for (const dependency of ['big.js', 'luxon'])
    symlinkSync(`${root}node_modules/${dependency}`, `${modules}/${dependency}`);
  const write = (name: string, text: string) => writeFileSync(`${folder}/${name}`, text);
  write('package.json', '{ "private": true, "type": "module" }');
  return {
    folder,
    write,
    runScript: (name, code) => {
      write(name, code);
      return JSON.parse(execFileSync('node', [name], { cwd: folder, encoding: 'utf8' })) as unknown;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Lets the consumer compile against Node's types, as a user of the asynchronous rooms does. */
export function addNodeTypes(consumer: Consumer): void {
  mkdirSync(`${consumer.folder}/node_modules/@types`, { recursive: true });
  for (const name of ['@types/node', 'undici-types']) {
    symlinkSync(`${root}node_modules/${name}`, `${consumer.folder}/node_modules/${name}`);
  }
}
