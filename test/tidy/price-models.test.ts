import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf, resolveImport } from './sources.js';

const modelFolder = 'src/prices/models';
const caseFolder = 'test/cases/prices';

describe('price models', () => {
  const models = names(filesBelow(modelFolder), modelFolder);

  it('are each one file that the registry imports', () => {
    const registered = filesBelow('src/prices')
      .filter((file) => !file.startsWith(`${modelFolder}/`))
      .flatMap((file) => importsOf(file).map((specifier) => resolveImport(file, specifier)))
      .filter((target) => target.startsWith(`${modelFolder}/`));
    expect(models).toEqual(names([...new Set(registered)].sort(), modelFolder));
  });

  it('have each one file of named cases', () => {
    expect(names(filesBelow(caseFolder, '.json'), caseFolder)).toEqual(models);
  });
});

/** A model's name as files spell it: `grouped_tiered` may be written with hyphens. */
function names(files: readonly string[], folder: string): readonly string[] {
  return files.map((file) =>
    file
      .slice(folder.length + 1)
      .replace(/\.\w+$/, '')
      .replaceAll('_', '-'),
  );
}
