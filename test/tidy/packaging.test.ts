import { describe, expect, it } from 'vitest';
import { existingRooms, packageJson, subpathRooms } from './sources.js';

type Build = { readonly entry: Readonly<Record<string, string>>; readonly format: readonly string[] };

const { tsup, exports, bin, sideEffects } = packageJson() as {
  readonly tsup: readonly Build[];
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly sideEffects: boolean;
};
const library = tsup[0]?.entry;

describe('package.json', () => {
  it('builds one entry for the public door and for each room, and none else', () => {
    const expected = subpathRooms().map((room) => [room, `src/${room}/index.ts`]);
    expect(library, 'tsup[0].entry').toEqual(Object.fromEntries([['index', 'src/index.ts'], ...expected]));
  });

  it('exports the public door and each room, with types for both module systems', () => {
    const expected = subpathRooms().map((room) => [`./${room}`, door(room)]);
    expect(exports).toEqual({
      '.': door('index'),
      ...Object.fromEntries(expected),
      './package.json': './package.json',
    });
  });

  it('builds the command, as ESM alone, once there is one', () => {
    const builds = tsup.slice(1).map(({ entry, format }) => ({ entry, format }));
    const command = [{ entry: { cli: 'src/cli/main.ts' }, format: ['esm'] }];
    const hasCommand = existingRooms().includes('cli');
    expect(builds, 'tsup[1]').toEqual(hasCommand ? command : []);
    expect(bin, 'bin').toEqual(hasCommand ? { reckoner: './dist/cli.js' } : undefined);
  });

  it('declares that importing it does nothing', () => {
    expect(sideEffects).toBe(false);
  });
});

function door(name: string): unknown {
  return {
    import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
    require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
  };
}
