import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Size } from './arbitraries.js';
import { compareEngine } from './differential.js';
import { openDuckdb } from './duckdb.js';
import type { Engine } from './engine.js';
import { openPostgresql, postgresqlName } from './postgresql.js';

type Subject = {
  readonly name: string;
  readonly open: () => Promise<Engine>;
  readonly trials: readonly { readonly size: Size; readonly runs: number }[];
};

const engines: readonly Subject[] = [
  {
    name: postgresqlName,
    open: openPostgresql,
    trials: [{ size: 'extreme', runs: 40 }],
  },
  {
    name: 'DuckDB',
    open: openDuckdb,
    trials: [
      { size: 'moderate', runs: 30 },
      { size: 'extreme', runs: 10 },
    ],
  },
];

describe.each(engines)('compiled metrics on $name', ({ open, trials }) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, 60_000);
  afterAll(() => engine.close());

  it.each(trials)(
    'give what the same metrics give in memory ($size numbers)',
    async (trial) => {
      const tally = await compareEngine({ engine, ...trial });
      expect(tally.pairs).toBeGreaterThan(0);
    },
    120_000,
  );
});
