import { PGlite } from '@electric-sql/pglite';
import { Pool } from 'pg';
import { createPgliteRepository, migratePglite } from '../../src/repository/pglite/index.js';
import { createPostgresRepository, migratePostgres } from '../../src/repository/postgres/index.js';
import type { Repository } from '../../src/repository/index.js';

// Where `.ci/run` started a server, the tests run on it too.
export const server = process.env['RECKONER_POSTGRES'];

/** One database for all laws, each in a schema of its own, because starting one costs more than most of them. */
export type Database = {
  /** A repository, and what is done to its tables first. */
  readonly create: (script?: string) => Promise<Repository>;
  readonly close: () => Promise<void>;
};

export function openEmbedded(): Database {
  const opened = PGlite.create();
  let number = 0;
  return {
    create: async (script) => {
      const database = await opened;
      const schema = `law_${(number += 1)}`;
      await migratePglite(database, { schema });
      if (script !== undefined) await database.exec(`SET search_path TO ${schema}; ${script} RESET search_path;`);
      return createPgliteRepository(database, { schema });
    },
    close: async () => (await opened).close(),
  };
}

/** A pool whose sessions have another zone, order of dates and isolation, because nothing may depend on them. */
export function openPool(max = 10): Pool {
  const options = '-c timezone=Pacific/Apia -c datestyle=sql,dmy -c default_transaction_isolation=serializable';
  return new Pool({ connectionString: server, max, options });
}

export function openServer(): Database & { readonly pool: Pool; readonly schema: (suffix: string) => string } {
  const pool = openPool();
  const run = `run_${process.pid}_${process.hrtime.bigint()}`;
  const schemas: string[] = [];
  const schema = (suffix: string): string => {
    schemas.push(`${run}_${suffix}`);
    return `${run}_${suffix}`;
  };
  return {
    pool,
    schema,
    create: async () => {
      const options = { schema: schema(`law_${schemas.length}`) };
      await migratePostgres(pool, options);
      return createPostgresRepository(pool, options);
    },
    close: async () => {
      for (const name of schemas) await pool.query(`DROP SCHEMA IF EXISTS "${name}" CASCADE`);
      await pool.end();
    },
  };
}
