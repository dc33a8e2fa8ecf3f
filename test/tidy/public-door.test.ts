import { describe, expect, it } from 'vitest';
import ts from 'typescript';

describe('the public door', () => {
  it('shows each function with an executed example', () => {
    const program = ts.createProgram(['src/index.ts'], {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
      noLib: true,
    });
    const checker = program.getTypeChecker();
    const door = checker.getSymbolAtLocation(program.getSourceFile('src/index.ts')!)!;
    const functions = checker
      .getExportsOfModule(door)
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter((symbol) => symbol.declarations?.some(isFunction));
    expect(functions.length).toBeGreaterThan(0);
    const bare = functions.filter((symbol) => !symbol.getJsDocTags(checker).some((tag) => tag.name === 'example'));
    expect(bare.map((symbol) => symbol.name)).toEqual([]);
  });
});

/** A function declaration, or a constant that is one. */
function isFunction(declaration: ts.Declaration): boolean {
  if (ts.isFunctionDeclaration(declaration)) return true;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  return ts.isArrowFunction(declaration.initializer) || ts.isFunctionExpression(declaration.initializer);
}
