import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The rooms in their order: each may import only the ones before it, through their doors. A new room takes its place
 * here first.
 */
const pureRooms: readonly string[] =
  // prettier-ignore
  ['errors', 'wire', 'decimal', 'time', 'identity', 'currency', 'metrics', 'events', 'cycles', 'proration', 'prices', 'adjustments', 'coupons',
   'credits', 'subscriptions', 'invoices', 'reports', 'alerts', 'quotes', 'explain', 'pictures', 'api'];
export const asyncRooms: readonly string[] = ['repository', 'service', 'rest', 'cli', 'testing'];
export const rooms: readonly string[] = [...pureRooms, ...asyncRooms];

/**
 * Rooms within a room, each with a door of its own, for those who need nothing else of it: what they adapt to is loaded by
 * whoever imports them, and by nobody else.
 */
export const innerRooms: readonly string[] = ['repository/postgres', 'repository/pglite', 'repository/sqlite'];

/** Rooms without a subpath of the package: the public door re-exports `api`, and `cli` is the command. */
const withoutSubpath = ['api', 'cli'];

/** The room folders that exist under src. */
export function existingRooms(): readonly string[] {
  return readdirSync(`${root}src`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** The existing rooms that a user can import as `reckoner/<room>`. */
export function subpathRooms(): readonly string[] {
  return [...existingRooms().filter((room) => !withoutSubpath.includes(room)), ...innerRooms];
}

/** Whether a path is the door of a room. */
export function isDoor(path: string): boolean {
  return path === `src/${roomOf(path)}/index.ts` || innerRooms.some((room) => path === `src/${room}/index.ts`);
}

/** Every file below a folder, as a path from the repository's root; none if the folder does not exist. */
export function filesBelow(folder: string, ending = '.ts'): readonly string[] {
  if (!existsSync(root + folder)) return [];
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length))
    .sort();
}

export function exists(path: string): boolean {
  return existsSync(root + path);
}

export function read(path: string): string {
  return readFileSync(root + path, 'utf8');
}

export function packageJson(): Record<string, unknown> {
  return JSON.parse(read('package.json')) as Record<string, unknown>;
}

/** A file's syntax tree, with parents. */
export function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2022, true);
}

/** What a file imports or re-exports, by the text between the quotes. */
export function importsOf(path: string): readonly string[] {
  return ts.preProcessFile(read(path)).importedFiles.map((file) => file.fileName);
}

/** The room a path under src belongs to; undefined for src/index.ts and for anything outside src. */
export function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** Resolves a relative import to a path from the repository's root, with the extension of the source. */
export function resolveImport(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1).replace(/\.js$/, '.ts');
}

/** Visits every node below a node, parents first; a visitor that returns `'skip'` keeps its children out. */
export function visit(node: ts.Node, visitor: (node: ts.Node) => unknown): void {
  node.forEachChild((child) => {
    if (visitor(child) !== 'skip') visit(child, visitor);
  });
}

/** `path:line`, as an editor opens it. */
export function at(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}
