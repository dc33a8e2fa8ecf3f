import { expect, it } from 'vitest';
import { filesBelow, importsOf, resolveImport } from './sources.js';

it('no file imports itself by a detour, so that any can be read after those it names', () => {
  const imports = new Map(
    filesBelow('src').map((file) => [
      file,
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolveImport(file, specifier)),
    ]),
  );
  expect(filesOnCircles(imports)).toEqual([]);
});

it('finds a circle, and nothing but the circle', () => {
  const imports = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['b']],
    ['d', []],
  ]);
  expect(filesOnCircles(imports)).toEqual(['b', 'c']);
});

/** Takes away what imports nothing that is left, then what nothing left imports: only circles, and ways between them, stay. */
function filesOnCircles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const importers = new Map([...imports.keys()].map((file) => [file, [] as string[]]));
  for (const [file, targets] of imports) for (const target of targets) importers.get(target)?.push(file);
  const left = new Set(imports.keys());
  prune(left, imports);
  prune(left, importers);
  return [...left].sort();
}

function prune(left: Set<string>, edges: ReadonlyMap<string, readonly string[]>): void {
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const file of left) if (!(edges.get(file) ?? []).some((other) => left.has(other))) left.delete(file);
  }
}
