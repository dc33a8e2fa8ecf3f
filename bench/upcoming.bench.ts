import { compileMetric, parseMetricSql } from '../src/index.js';
import { compareWaiting, type Comparison } from './harness.js';
import { openUsedSubscription, statements, usedWindow } from './used-subscription.js';

const count = 100_000;
const server = process.env['RECKONER_POSTGRES'];

/**
 * The upcoming invoice of a customer with a hundred thousand events, read through the service, beside the same two metrics
 * asked of PostgreSQL and nothing else. Measured where there is a server: `.ci/with-postgres npm run bench upcoming`.
 */
export async function run(): Promise<readonly Comparison[]> {
  if (server === undefined) return [];
  const { pool, schema, service, customer_id, subscription_id, close } = await openUsedSubscription(server, count);
  const questions = Object.values(statements).map((sql) => bareStatement(sql, { schema, customer_id }));
  const comparison = await compareWaiting({
    name: `upcoming invoice of ${count} events on PostgreSQL`,
    rows: 1,
    rounds: 9,
    ours: async () => {
      await service.fetchUpcomingInvoice({ subscription_id });
      return 1;
    },
    baselines: {
      'its SQL alone': async () => {
        for (const { text, values } of questions) await pool.query(text, values);
        return 1;
      },
    },
    goals: { 'its SQL alone': { at_most: 1.5 } },
  });
  const beyond = (comparison.nanoseconds / 1e6) * (1 - (comparison.speedups.get('its SQL alone') ?? 0));
  console.log(`beyond its SQL: ${beyond.toFixed(0)} ms (≤ 50 ms)`);
  await close();
  return [comparison];
}

/** The statement of a metric over a customer's events, with no more around it than what finds them. */
function bareStatement(
  sql: string,
  { schema, customer_id }: { readonly schema: string; readonly customer_id: string },
) {
  const { text, values } = compileMetric(parseMetricSql(sql), { dialect: 'postgresql', table: 'own', ...usedWindow });
  const [account, customer] = [values.length + 1, values.length + 2];
  const own = `WITH own AS (SELECT * FROM "${schema}".events WHERE account_id = $${account} AND customer_id = $${customer}
    AND "timestamp" >= '${usedWindow.timeframe_start}' AND "timestamp" < '${usedWindow.timeframe_end}')`;
  return { text: `${own} ${text}`, values: [...values, 'demo', customer_id] };
}
