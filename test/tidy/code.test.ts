import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { at, filesBelow, parse, read, visit } from './sources.js';

describe('code', () => {
  it('has no default exports, enums, interfaces or `any` in src', () => {
    const faults = filesBelow('src').flatMap((path) => {
      const file = parse(path);
      const found: string[] = [];
      visit(file, (node) => {
        if (isBanned(node)) found.push(at(file, node));
      });
      return found;
    });
    expect(faults).toEqual([]);
  });

  it('silences neither the compiler nor the linter in src', () => {
    expect(linesWith('src', /@ts-(ignore|expect-error|nocheck)|(eslint|oxlint)-disable|v8 ignore/)).toEqual([]);
  });

  it('gives no value another type by way of unknown in src', () => {
    expect(linesWith('src', /as unknown as/)).toEqual([]);
  });

  it('leaves nothing to be done later', () => {
    const later = /\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b/;
    const folders = ['src', 'test', 'bench', '.ci', 'docs', 'page'];
    const faults = folders.flatMap((folder) => linesWith(folder, later, ['.ts', '.mjs', '.md', '.json']));
    expect(faults).toEqual([]);
  });

  it('skips a test only with the reason on the line before, and never narrows a run', () => {
    const skipped = /\b(describe|it|test)(\.\w+)*\.(skip|skipIf|runIf|fails)\b/;
    const never = /\b(describe|it|test)(\.\w+)*\.(only|todo)\b/;
    const faults = filesBelow('test').flatMap((path) => {
      const lines = read(path).split('\n');
      return lines
        .map((line, index) => ({ line, before: lines[index - 1] ?? '', place: `${path}:${index + 1}` }))
        .filter(({ line, before }) => (skipped.test(line) && !before.trim().startsWith('//')) || never.test(line))
        .map(({ place }) => place);
    });
    expect(faults).toEqual([]);
  });
});

function isBanned(node: ts.Node): boolean {
  return (
    ts.isExportAssignment(node) ||
    (node.kind === ts.SyntaxKind.DefaultKeyword && ts.canHaveModifiers(node.parent)) ||
    ts.isEnumDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    node.kind === ts.SyntaxKind.AnyKeyword
  );
}

function linesWith(folder: string, pattern: RegExp, endings: readonly string[] = ['.ts']): readonly string[] {
  return endings
    .flatMap((ending) => filesBelow(folder, ending))
    .filter((path) => !path.startsWith('docs/api/'))
    .flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
    );
}
