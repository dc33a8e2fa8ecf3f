import { describe, expect, it } from 'vitest';
import { existingRooms, filesBelow, importsOf, isDoor, resolveImport, roomOf, rooms } from './sources.js';

describe('rooms', () => {
  it('are listed in their order', () => {
    expect(existingRooms().filter((room) => !rooms.includes(room))).toEqual([]);
  });

  it('import only earlier rooms, through their doors', () => {
    const faults = filesBelow('src').flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .flatMap((specifier) => {
          const from = roomOf(file);
          const target = resolveImport(file, specifier);
          if (roomOf(target) === from) return [];
          if (roomOf(target) === undefined)
            return isAsyncEntry(from, target) ? [] : [`${file} leaves src: ${specifier}`];
          if (!isDoor(target)) return [`${file} passes by the door: ${specifier}`];
          return isEarlier(roomOf(target), from) ? [] : [`${file} imports a later room: ${specifier}`];
        }),
    );
    expect(faults).toEqual([]);
  });

  it('import files with the extension that Node resolves', () => {
    const faults = filesBelow('src').flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.') && !/\.js(on)?$/.test(specifier))
        .map((specifier) => `${file}: ${specifier}`),
    );
    expect(faults).toEqual([]);
  });

  it('are entered by tests and benchmarks through their doors, except by their own tests', () => {
    const faults = [...filesBelow('test'), ...filesBelow('bench')].flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolveImport(file, specifier))
        .filter((target) => roomOf(target) !== undefined && !isDoor(target))
        .filter((target) => !file.startsWith(`test/${roomOf(target)}/`))
        .map((target) => `${file} passes by the door: ${target}`),
    );
    expect(faults).toEqual([]);
  });
});

/** src/index.ts may import every room; a room only those before it. */
function isEarlier(target: string | undefined, from: string | undefined): boolean {
  return from === undefined || rooms.indexOf(target ?? '') < rooms.indexOf(from);
}

/** The rooms beyond the core stand behind the public door and may use it as a user does. */
function isAsyncEntry(from: string | undefined, target: string): boolean {
  return target === 'src/index.ts' && from !== undefined && rooms.indexOf(from) > rooms.indexOf('api');
}
