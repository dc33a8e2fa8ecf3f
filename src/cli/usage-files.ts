import { resolve } from 'node:path';
import { CommandRefusal } from './refusal.js';
import type { UsageSource } from './scenario/scenario.js';

/**
 * Puts the files of the command line in the place of the scenario's, in order. One source takes any number of files, all
 * read by its mapping; a scenario without sources takes NDJSON files.
 *
 * @throws CommandRefusal if the numbers do not fit, a source is left without a file, or a file would be read twice
 */
export function chooseFiles(sources: readonly UsageSource[], files: readonly string[]): readonly UsageSource[] {
  const chosen = files.length === 0 ? sources : replaceFiles(sources, files);
  const seen = new Map<string, UsageSource>();
  for (const source of chosen) {
    if (source.path === '') {
      throw new CommandRefusal(`${source.named_by} is missing; name a file there, or with --usage`);
    }
    const place = resolve(source.path);
    const first = seen.get(place);
    if (first !== undefined) {
      // Its rows would count twice, or be lost as repeats.
      throw new CommandRefusal(
        `${source.path}: is named twice, as ${first.named_by} and ${source.named_by}; remove one`,
      );
    }
    seen.set(place, source);
  }
  return chosen;
}

function replaceFiles(sources: readonly UsageSource[], files: readonly string[]): readonly UsageSource[] {
  const [only] = sources;
  if (sources.length > 1 && sources.length !== files.length) {
    const counts = `the scenario has ${sources.length} sources and --usage names ${files.length}`;
    throw new CommandRefusal(`${counts}; give --usage once for each source, in their order`);
  }
  const unmapped = only === undefined ? files.find((file) => /\.csv$/i.test(file)) : undefined;
  if (unmapped !== undefined) {
    throw new CommandRefusal(
      `${unmapped}: is CSV, and the scenario does not map its columns; add a source of format csv`,
    );
  }
  return files.map((file, position) => ({
    path: file,
    name: file,
    named_by: '--usage',
    csv: (sources.length > 1 ? sources[position] : only)?.csv ?? null,
  }));
}
