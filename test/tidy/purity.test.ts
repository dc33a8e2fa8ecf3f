import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { asyncRooms, at, filesBelow, parse, roomOf, visit } from './sources.js';

/** Names of the surroundings: clock, randomness, environment, network, console, scheduling. */
const surroundings = new Set(
  // prettier-ignore
  ['process', 'console', 'fetch', 'crypto', 'performance', 'globalThis', 'require', 'Buffer', '__dirname', '__filename',
   'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'eval', 'WebSocket', 'XMLHttpRequest'],
);
/** `Date.UTC` is arithmetic; everything else of `Date` reads the clock, the zone, or a loose grammar. */
const pureMembers: Readonly<Record<string, readonly string[]>> = { Date: ['UTC'] };
const impureMembers: Readonly<Record<string, readonly string[]>> = { Math: ['random'] };

describe('the pure core', () => {
  it('reads no clock, randomness, environment, locale, network or console', () => {
    const faults = filesBelow('src')
      .filter((file) => !asyncRooms.includes(roomOf(file) ?? ''))
      .flatMap((path) => impurities(path));
    expect(faults).toEqual([]);
  });

  it.each([
    ['Date.now()', 1],
    ['new Date(0)', 1],
    ['Date.UTC(2026, 0)', 0],
    ['Math.random()', 1],
    ['Math.floor(1)', 0],
    ['process.env', 1],
    ['console.log(1)', 1],
    ['x.toLocaleString()', 1],
    ['a.localeCompare(b)', 1],
    ['Intl.NumberFormat', 1],
    ['x.process', 0],
    ["'process.env in a string'", 0],
    ['let d: Date', 0],
  ])('would see %s', (code, count) => {
    expect(impuritiesIn(ts.createSourceFile('x.ts', code, ts.ScriptTarget.ES2022, true), false)).toHaveLength(count);
  });
});

function impurities(path: string): readonly string[] {
  return impuritiesIn(parse(path), roomOf(path) === 'time');
}

function impuritiesIn(file: ts.SourceFile, mayUseIntl: boolean): readonly string[] {
  const faults: string[] = [];
  visit(file, (node) => {
    if (ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node)) return 'skip';
    if (ts.isIdentifier(node) && isImpure(node, mayUseIntl))
      faults.push(`${at(file, node)} ${node.parent.getText(file)}`);
    return undefined;
  });
  return faults;
}

function isImpure(node: ts.Identifier, mayUseIntl: boolean): boolean {
  const name = node.text;
  if (isMember(node)) return name.startsWith('toLocale') || name === 'localeCompare';
  if (isNameOfProperty(node)) return false;
  if (surroundings.has(name)) return true;
  if (name === 'Intl') return !mayUseIntl;
  const member = ts.isPropertyAccessExpression(node.parent) ? node.parent.name.text : '';
  if (Object.hasOwn(pureMembers, name)) return !pureMembers[name]?.includes(member);
  return Object.hasOwn(impureMembers, name) && impureMembers[name]!.includes(member);
}

function isMember(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

function isNameOfProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) &&
      parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}
