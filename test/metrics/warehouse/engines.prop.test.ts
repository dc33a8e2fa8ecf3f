import { afterAll, describe } from 'vitest';
import { openDuckdb } from './duckdb.js';
import { holdsCases } from './on-cases.js';
import { withstandsHostileStrings } from './on-hostile.js';
import { answersAsMemoryDoes, type Trials } from './on-random.js';
import { mergesShards } from './on-shards.js';
import { billsTrace } from './on-trace.js';
import { openPostgresql, postgresqlName } from './postgresql.js';
import type { Engine } from './engine.js';

type Subject = { readonly name: string; readonly open: () => Promise<Engine>; readonly trials: Trials };

// All tests of SQL share one engine of each kind, because starting one costs more than most of them.
const subjects: readonly Subject[] = [
  { name: postgresqlName, open: openPostgresql, trials: [{ size: 'extreme', runs: 40 }] },
  {
    name: 'DuckDB',
    open: openDuckdb,
    trials: [
      { size: 'moderate', runs: 20 },
      { size: 'extreme', runs: 5 },
    ],
  },
];

describe.each(subjects)('§3 on $name', ({ open, trials }) => {
  const opened = open();
  afterAll(async () => (await opened).close());
  holdsCases(opened);
  answersAsMemoryDoes(opened, trials);
  withstandsHostileStrings(opened);
  mergesShards(opened);
  billsTrace(opened);
});
