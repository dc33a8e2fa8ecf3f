import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { at, existingRooms, exists, innerRooms, parse, read } from './sources.js';

const doors = [
  'src/index.ts',
  ...existingRooms()
    .filter((room) => room !== 'cli')
    .map((room) => `src/${room}/index.ts`),
  ...innerRooms.map((room) => `src/${room}/index.ts`),
];

describe.each(doors)('the door %s', (door) => {
  it('exists and opens with what the room owns', () => {
    expect(exists(door), `${door} is missing: a room is entered through its index.ts`).toBe(true);
    const opening = /^\/\*\*[\s\S]*?\*\//.exec(read(door))?.[0] ?? '';
    expect(opening, 'the first comment of a door holds @module').toMatch(/@module\b/);
  });

  it('holds exports only', () => {
    const file = parse(door);
    const others = file.statements.filter((statement) => !isReExport(statement)).map((node) => at(file, node));
    expect(others).toEqual([]);
  });
});

describe('the public door', () => {
  it('names each export', () => {
    const file = parse('src/index.ts');
    const stars = file.statements.filter((node) => ts.isExportDeclaration(node) && !node.exportClause);
    expect(stars.map((node) => at(file, node))).toEqual([]);
  });
});

function isReExport(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}
