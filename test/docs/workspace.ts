import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import ts from 'typescript';
import { expect } from 'vitest';
import { isBillingError } from '../../src/errors/index.js';
import type { Snippet } from './extract.js';
import { rewrite } from './rewrite.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  paths: { reckoner: [`${root}src/index.ts`], 'reckoner/*': [`${root}src/*/index.ts`] },
};

export type Workspace = {
  /** Runs a snippet as a module of its own; throws where a claim does not hold; returns what it printed. */
  readonly run: (snippet: Snippet) => Promise<string>;
  /** Compiles all snippets in one go; returns one line per error. */
  readonly compile: (snippets: readonly Snippet[]) => readonly string[];
  readonly clear: () => void;
};

/** A folder of its own for each test file, because test files share a process and clear up at different times. */
export function openWorkspace(): Workspace {
  // Inside the repository, so that the snippets resolve packages as the repository does.
  mkdirSync(`${root}.cache`, { recursive: true });
  const folder = mkdtempSync(`${root}.cache/snippets-`);
  return {
    run: (snippet) => run(folder, snippet),
    compile: (snippets) => compile(folder, snippets),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function run(folder: string, snippet: Snippet): Promise<string> {
  const printed: string[] = [];
  const path = `${folder}/${fileName(snippet)}.run.ts`;
  const console = { log: (...values: readonly unknown[]) => printed.push(format(...values)) };
  Reflect.set(globalThis, '__snippet', { console, __claims: claims(snippet, printed) });
  writeFileSync(path, `const { console, __claims } = (globalThis as any).__snippet; ${rewrite(snippet.code)}\n`);
  await import(/* @vite-ignore */ path);
  return printed.join('\n');
}

function compile(folder: string, snippets: readonly Snippet[]): readonly string[] {
  const origins = new Map(snippets.map((snippet) => [`${folder}/${fileName(snippet)}.ts`, snippet.origin]));
  for (const snippet of snippets) writeFileSync(`${folder}/${fileName(snippet)}.ts`, `${snippet.code}\n`);
  const program = ts.createProgram([...origins.keys()], options);
  return program.getSourceFiles().flatMap((file) => {
    const origin = origins.get(file.fileName);
    if (origin === undefined) return [];
    const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return diagnostics.map((diagnostic) => {
      const line = file.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1;
      return `${origin} +${line}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
    });
  });
}

function fileName(snippet: Snippet): string {
  return snippet.origin.replaceAll(/[^\w]+/g, '-');
}

function claims(snippet: Snippet, printed: readonly string[]): object {
  const where = (line: number) => `${snippet.origin} +${line}`;
  return {
    equals: (line: number, actual: unknown, claimed: unknown) => expect(actual, where(line)).toEqual(claimed),
    printed: (line: number, claimed: string) => expect(printed.at(-1), where(line)).toBe(claimed),
    throws: async (line: number, attempt: () => Promise<unknown>, code: string) => {
      const refusal = await attempt().then(
        () => 'nothing',
        (error: unknown) => (isBillingError(error) ? error.code : error),
      );
      expect(refusal, where(line)).toBe(code);
    },
  };
}
