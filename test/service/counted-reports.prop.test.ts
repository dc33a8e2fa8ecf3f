import { describe, it } from 'vitest';
import { createMemoryRepository } from '../../src/repository/index.js';
import { createSqliteRepository, migrateSqlite } from '../../src/repository/sqlite/index.js';
import { openSqlite } from '../repository/sqlite.js';
import { holdsReports } from './counted-reports.js';

// What PostgreSQL counts itself is held against its events where its repository is tested.
describe('reports of what a store counted say what reports of the events say', () => {
  it('in memory', () => holdsReports(async () => createMemoryRepository(), 1));

  it('on SQLite', async () => {
    const database = openSqlite(':memory:');
    await migrateSqlite(database);
    await holdsReports(async () => createSqliteRepository(database), 1);
    database.close();
  });
});
