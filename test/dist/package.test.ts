import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, packageJson, read } from '../tidy/sources.js';
import { addNodeTypes, createConsumer, entries, pureEntries, type Consumer } from './consumer.js';

let consumer: Consumer;
beforeAll(() => {
  consumer = createConsumer();
});
afterAll(() => consumer.remove());

describe('the built package under plain Node', () => {
  it.each(entries)('%s offers the same names to import and to require', (entry) => {
    const imported = consumer.runScript('a.mjs', `console.log(JSON.stringify(Object.keys(await import('${entry}'))))`);
    const required = consumer.runScript('a.cjs', `console.log(JSON.stringify(Object.keys(require('${entry}'))))`);
    expect((required as string[]).sort()).toEqual((imported as string[]).sort());
    // Only the room of types is empty at run time.
    expect((imported as string[]).length > 0, entry).toBe(entry !== 'reckoner/wire');
  });

  it('knows an error of one copy in every other', () => {
    const code = `
      import { createRequire } from 'node:module';
      import * as esm from 'reckoner/errors';
      const require = createRequire(import.meta.url);
      const copies = [esm, require('reckoner/errors'), await import('reckoner'), require('reckoner')];
      const errors = copies.map((copy) => new copy.BillingError('invalid_type', 'x'));
      console.log(JSON.stringify(copies.map((copy) => errors.map((error) => copy.isBillingError(error)))));`;
    expect(consumer.runScript('brand.mjs', code)).toEqual(Array.from({ length: 4 }, () => [true, true, true, true]));
  });

  it.each(pureEntries)('%s asks for nothing but big.js and luxon', (entry) => {
    const outside = ['js', 'cjs'].flatMap((ending) => dependenciesOf(`dist/${nameOf(entry)}.${ending}`));
    expect(outside.filter((name) => !['big.js', 'luxon'].includes(name))).toEqual([]);
  });

  it('has its commands, ready to be executed', () => {
    const commands = Object.values((packageJson()['bin'] ?? {}) as Record<string, string>);
    for (const path of commands) expect(read(path.slice(2)), path).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe('the declarations', () => {
  it('name neither big.js nor luxon', () => {
    const declarations = [...filesBelow('dist', '.d.ts'), ...filesBelow('dist', '.d.cts')];
    expect(declarations.length).toBeGreaterThan(0);
    expect(declarations.filter((file) => /['"](big\.js|luxon)['"]/.test(read(file)))).toEqual([]);
  });

  it('of the pure core compile strictly in a project that has no other types', () => {
    expect(compileErrors(pureEntries, [])).toEqual([]);
  });

  it('of every entry compile strictly beside the types of Node', () => {
    addNodeTypes(consumer);
    expect(compileErrors(entries, ['node'])).toEqual([]);
  });
});

describe('what a bundler takes along', () => {
  it('for isBillingError alone: no dependency', async () => {
    expect(await bundledPackages('isBillingError')).toEqual([]);
  });

  it('for ratePrice alone: no luxon', async () => {
    const door = consumer.runScript('door.mjs', `console.log(JSON.stringify(Object.keys(await import('reckoner'))))`);
    if ((door as string[]).includes('ratePrice')) expect(await bundledPackages('ratePrice')).not.toContain('luxon');
    else expect(filesBelow('src/prices'), 'a room of prices without ratePrice at the public door').toEqual([]);
  });
});

function nameOf(entry: string): string {
  return entry.split('/')[1] ?? 'index';
}

/** The packages that a built file needs, directly or through the files it imports. */
function dependenciesOf(path: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  return ts.preProcessFile(read(path), true, true).importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith('.')) return [fileName];
    return dependenciesOf(new URL(fileName, `file:///${path}`).pathname.slice(1), seen);
  });
}

/** Compiles one import and one require of each entry, libraries included. */
function compileErrors(names: readonly string[], types: readonly string[]): readonly string[] {
  const files = ['all.mts', 'all.cts'];
  const lines = names.map((entry, index) => `export * as entry${index} from '${entry}';`);
  for (const file of files) consumer.write(file, lines.join('\n'));
  const program = ts.createProgram(
    files.map((file) => `${consumer.folder}/${file}`),
    {
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      types: [...types],
      typeRoots: [`${consumer.folder}/node_modules/@types`],
      strict: true,
      skipLibCheck: false,
      noEmit: true,
    },
  );
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const place = diagnostic.file?.fileName.slice(consumer.folder.length) ?? '';
    return `${place}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
}

/** The installed packages, other than Reckoner, of which a bundle of one export keeps any code. */
async function bundledPackages(name: string): Promise<readonly string[]> {
  const { metafile } = await build({
    stdin: { contents: `export { ${name} } from 'reckoner';`, resolveDir: consumer.folder },
    bundle: true,
    format: 'esm',
    metafile: true,
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const kept = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  const packages = kept.map((path) => /node_modules\/([^/]+)\//.exec(path)?.[1] ?? '');
  return [...new Set(packages)].filter((found) => found !== '' && found !== 'reckoner');
}
