import { expect, it } from 'vitest';
import ts from 'typescript';
import { filesBelow, read } from './sources.js';

it('wire is types only: nothing of it is left at run time', () => {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true };
  const withCode = filesBelow('src/wire').filter((file) => {
    const code = ts.transpileModule(read(file), {
      compilerOptions: { ...options, verbatimModuleSyntax: true },
    }).outputText;
    // A door that re-exports the room's own files without `type` still leads to empty modules.
    return !code.split('\n').every((line) => /^(export \{\};|export \* from '\.\/[\w-]+\.js';)?$/.test(line));
  });
  expect(withCode).toEqual([]);
});
