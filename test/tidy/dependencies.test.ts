import { describe, expect, it } from 'vitest';
import { asyncRooms, filesBelow, importsOf, packageJson, read, roomOf } from './sources.js';

const owners: Readonly<Record<string, string>> = { 'big.js': 'decimal', luxon: 'time' };

describe('dependencies', () => {
  it('are big.js and luxon, and nothing else, at run time', () => {
    expect(Object.keys(packageJson()['dependencies'] as object).sort()).toEqual(['big.js', 'luxon']);
  });

  it('are pinned to exact versions', () => {
    const { dependencies, devDependencies } = packageJson();
    const loose = Object.entries({ ...(dependencies as object), ...(devDependencies as object) }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });

  it('are imported by the one room that owns each', () => {
    const faults = filesBelow('src').flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith('.'))
        .filter((specifier) => !(isNode(specifier) && asyncRooms.includes(roomOf(file) ?? '')))
        .filter((specifier) => owners[specifier] === undefined || owners[specifier] !== roomOf(file))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(faults).toEqual([]);
  });

  it('have a complete lock file, so that npm ci accepts it on every platform', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([owner, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !packages[`node_modules/${name}`] && !packages[`${owner}/node_modules/${name}`])
        .map((name) => `${name}: run node .ci/complete-lock.mjs`),
    );
    expect(missing).toEqual([]);
  });
});

function isNode(specifier: string): boolean {
  return specifier.startsWith('node:');
}
