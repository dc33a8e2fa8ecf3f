import { describe, expect, it } from 'vitest';
import { filesBelow } from './sources.js';

/** Names that say nothing: the thing has a name in the domain. */
const banned = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'data', 'info', 'misc'];

describe('names of files and folders', () => {
  const files = ['src', 'test', 'bench', 'docs', 'page'].flatMap((folder) => filesBelow(folder));

  it('say what is inside', () => {
    const faults = files.filter((file) => file.split(/[/.-]/).some((word) => banned.includes(word)));
    expect(faults).toEqual([]);
  });

  // A file that is named by a wire value (a model's `model_type`) keeps its underscores.
  it('are kebab-case, or the wire value that they stand for', () => {
    const faults = files.filter((file) =>
      file
        .replace(/(\.(test|prop\.test|test-d|bench|config))?\.ts$/, '')
        .split('/')
        .some((word) => !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(word)),
    );
    expect(faults).toEqual([]);
  });
});
