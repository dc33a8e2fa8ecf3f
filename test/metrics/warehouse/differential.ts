import * as fc from 'fast-check';
import { compileMetric, createUsageAggregator, isBillingError, mergePartials } from '../../../src/index.js';
import type { EventInput } from '../../../src/index.js';
import { asked, logs, type Asked, type Size } from './arbitraries.js';
import type { Engine } from './engine.js';

export type Trial = {
  readonly engine: Engine;
  readonly size: Size;
  /** Tables; each holds ten logs, of which ten metrics are asked. */
  readonly runs: number;
  /** What the questions are drawn from; without it, from what the run's are. */
  readonly seed?: number | undefined;
};

/** Pairs of a metric and a log of which something other than nothing came; and statements refused, which compare nothing. */
export type Tally = { pairs: number; asked: number; refused: number };

const metricsPerTable = 10;

/** Asks random metrics of random logs in an engine and in memory; any difference is a failure that prints its seed. */
export async function compareEngine({ engine, size, runs, seed }: Trial): Promise<Tally> {
  const tally: Tally = { pairs: 0, asked: 0, refused: 0 };
  const questions = fc.array(asked, { minLength: metricsPerTable, maxLength: metricsPerTable });
  const property = fc.asyncProperty(logs(size), questions, async (events, list) => {
    await engine.load('events', events);
    for (const each of list) await compareAnswers({ engine, events, tally }, each);
  });
  await fc.assert(property, { numRuns: runs, endOnFailure: false, ...(seed === undefined ? {} : { seed }) });
  return tally;
}

type Table = { readonly engine: Engine; readonly events: readonly EventInput[]; readonly tally: Tally };

async function compareAnswers({ engine, events, tally }: Table, { metric, question }: Asked): Promise<void> {
  const answer = await answerOf(engine, { metric, question });
  tally.asked += 1;
  if (answer === null) {
    tally.refused += 1;
    return;
  }
  const memory = createUsageAggregator({ ...question, metric });
  memory.addAll(events);
  const expected = JSON.stringify(memory.result());
  if (answer !== expected) {
    throw new Error(`${JSON.stringify({ metric, question })}\n  engine ${answer}\n  memory ${expected}`);
  }
  const met = memory.result().groups.filter(({ quantity }) => quantity !== '0');
  tally.pairs += new Set(met.map(({ grouping_values: [log] }) => log)).size;
}

// What engines say of a number that they cannot hold. Nothing else may keep a statement from its answer.
const overflow =
  /out of range|overflow|compile with more|could not convert string|could not cast|cannot be read as JSON/i;

async function answerOf(engine: Engine, { metric, question }: Asked): Promise<string | null> {
  try {
    const rows = await engine.run(compileMetric(metric, { ...question, dialect: engine.dialect, table: 'events' }));
    return JSON.stringify(mergePartials(metric, { ...question, partials: [rows] }));
  } catch (error) {
    if (isBillingError(error) && error.code === 'limit_exceeded') return null;
    if (error instanceof Error && overflow.test(error.message)) return null;
    throw error;
  }
}
