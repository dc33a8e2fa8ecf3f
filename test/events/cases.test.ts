import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkEvents, type IngestEventsInput } from 'reckoner';
import type { EventLog, IngestionReport } from '../../src/wire/index.js';
import { faultsOf } from '../support/refusal.js';
import { foundIn, inForce, request, type Step } from './scenario.js';

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly steps: readonly (Step & {
    readonly response?: unknown;
    readonly refused?: readonly string[];
    /** How many sentences each failing key gets. */
    readonly failed?: Readonly<Record<string, number>>;
  })[];
  /** What counts in the end, by id. */
  readonly effective: Readonly<Record<string, unknown>>;
  readonly entries?: number;
  readonly found?: readonly string[];
  readonly deprecated?: readonly string[];
  /** When the outcome is looked at; absent: at the last entry. */
  readonly at?: string;
};

describe.each(['ingest', 'corrections', 'backfills'])('%s', (file) => {
  const cases = JSON.parse(readFileSync(new URL(`../cases/events/${file}.json`, import.meta.url), 'utf8')) as Case[];

  it.each(cases)('$name', ({ steps, ...outcome }) => {
    const log = steps.reduce<EventLog>(take, { entries: [] });
    expect(inForce(log, outcome.at)).toEqual(Object.entries(outcome.effective));
    if (outcome.entries !== undefined) expect(log.entries).toHaveLength(outcome.entries);
    const found = foundIn(log, outcome.at ?? '2026-02-10T04:00:00Z');
    if (outcome.found) expect(found.map(([id]) => id)).toEqual(outcome.found);
    if (outcome.deprecated) {
      expect(found.filter(([, deprecated]) => deprecated).map(([id]) => id)).toEqual(outcome.deprecated);
    }
  });
});

function take(log: EventLog, step: Case['steps'][number]): EventLog {
  if (step.refused) {
    expect(faultsOf(() => request(log, step))).toEqual(step.refused);
    if (step.call === 'ingestEvents' && step.backfill === undefined) expectChecked(log, step, step.refused);
    return log;
  }
  const answer = request(log, step);
  if (step.response !== undefined) expect(answer.response).toEqual(step.response);
  if (step.failed) {
    const { validation_failed } = answer.response as IngestionReport;
    const sentences = validation_failed.map((failed) => [failed.idempotency_key, failed.validation_errors.length]);
    expect(sentences).toEqual(Object.entries(step.failed));
  }
  return answer.log;
}

/** What ingestion refuses, the check lists. */
function expectChecked(log: EventLog, step: Step, refused: readonly string[]): void {
  const { call: _call, refused: _refused, ...input } = step;
  const issues = checkEvents({ log, ...input } as unknown as IngestEventsInput);
  expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual(refused);
}
