import { isBillingError } from '../../errors/index.js';
import type { UsageMeter } from '../../index.js';
import type { Environment } from '../environment.js';
import { CommandRefusal, describeIssue, fileRefusal } from '../refusal.js';
import type { UsageSource } from '../scenario/scenario.js';
import { createCsvEventReader } from './csv-events.js';
import { createNdjsonReader } from './ndjson-events.js';
import { createProgress, type Progress } from './progress.js';
import { createRowTally, type RowReport, type RowTally } from './row-tally.js';
import type { RowReader, RowSink } from './row-sink.js';
import { longestLine, readSections } from './sections.js';

/**
 * Streams the files past the meter, in their order. A row that cannot be counted is rejected and the rest goes on.
 *
 * @throws CommandRefusal if a file is not there, or cannot be read to its end
 */
export async function readUsage(
  sources: readonly UsageSource[],
  meter: UsageMeter,
  environment: Environment,
): Promise<RowReport> {
  const sizes = await measureFiles(sources, environment);
  const tally = createRowTally();
  const bytes = sizes.reduce((total, size) => total + size, 0);
  const progress = createProgress({ bytes, environment, rows: () => tally.report().rows.read });
  try {
    for (const source of sources) await readSource(source, { meter, tally, progress, environment });
  } finally {
    progress.erase();
  }
  return tally.report();
}

/** All files are looked for before the first is read, in their order, so that the first wrong path shows at once. */
async function measureFiles(sources: readonly UsageSource[], environment: Environment): Promise<readonly number[]> {
  const sizes: number[] = [];
  for (const source of sources) {
    const size = environment.measure(source.path).catch((error: unknown) => {
      throw fileRefusal(source.path, source.named_by, error);
    });
    sizes.push(await size);
  }
  return sizes;
}

type Reading = {
  readonly meter: UsageMeter;
  readonly tally: RowTally;
  readonly progress: Progress;
  readonly environment: Environment;
};

async function readSource(source: UsageSource, { meter, tally, progress, environment }: Reading): Promise<void> {
  const reader = readerOf(source, createSink(source.name, meter, tally));
  const refuseLine = (): never => {
    const limit = `a line is longer than ${longestLine} bytes; write one event per line`;
    throw new CommandRefusal(`${source.name}:${reader.line()}: ${limit}`);
  };
  try {
    for await (const { text, isSound, bytes } of readSections(environment.readChunks(source.path), refuseLine)) {
      reader.take(text, isSound);
      progress.advance(bytes);
    }
  } catch (error) {
    throw error instanceof CommandRefusal ? error : fileRefusal(source.path, source.named_by, error);
  }
  reader.finish();
}

function readerOf({ name, csv }: UsageSource, sink: RowSink): RowReader {
  return csv === null ? createNdjsonReader(sink) : createCsvEventReader({ name, mapping: csv }, sink);
}

function createSink(file: string, meter: UsageMeter, tally: RowTally): RowSink {
  const reject = (line: number, reason: string): void => tally.reject({ file, line, reason });
  return {
    take: (event, line) => {
      try {
        tally.count(meter.add(event));
      } catch (error) {
        // A BillingError is about this row, and the meter has not counted it; anything else is our own fault.
        if (!isBillingError(error)) throw error;
        reject(line, error.issues.map(describeIssue).join('; '));
      }
    },
    reject,
  };
}
