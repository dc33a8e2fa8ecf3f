import { describe, expect, it } from 'vitest';
import { draftInvoice, type MetricInput } from '../../src/index.js';
import { faultsOf } from '../support/refusal.js';

const call = (idempotency_key: string, tokens: number, status = 200) => ({
  event_name: 'call',
  timestamp: '2026-01-05T10:00:00Z',
  idempotency_key,
  properties: { tokens, status },
});
const price = {
  id: 'tokens',
  name: 'Tokens',
  billable_metric_id: 'tokens',
  model_type: 'unit' as const,
  unit_config: { unit_amount: '2' },
};
const draft = (metric: unknown) =>
  draftInvoice({
    customer: { id: 'acme', currency: 'USD' },
    prices: [price],
    metrics: [metric as MetricInput],
    events: [call('a', 1500), call('b', 500), call('c', 9000, 500)],
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
  });

// (1500 + 500) / 1000 thousand tokens at 2.00 each; the failed call is not billed.
const sql = 'SELECT SUM(tokens) / 1000 FROM events WHERE status < {{limit}}';

describe('a metric given as the document with its SQL', () => {
  it('bills what the structured metric bills', () => {
    const document = {
      id: 'tokens',
      name: 'Thousand tokens',
      description: null,
      status: 'active',
      item: { id: 'item', name: 'Tokens' },
      metadata: {},
      sql,
      parameters: { limit: 500 },
    };
    expect(draft(document).invoice.total).toBe('4.00');
    const aggregation = { kind: 'sum', expression: 'tokens' };
    const scale = { numerator: 1, denominator: 1000 };
    expect(draft({ id: 'tokens', filter: 'status < 500', aggregation, scale }).invoice.total).toBe('4.00');
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['SQL outside the subset', { id: 'tokens', sql: 'SELECT 1' }, ['unsupported_sql metrics[0].sql']],
    ['SQL that is no text', { id: 'tokens', sql: 7 }, ['invalid_type metrics[0].sql']],
    ['an undeclared parameter', { id: 'tokens', sql }, ['unknown_parameter metrics[0].sql']],
    [
      'a parameter that is a list',
      { id: 'tokens', sql, parameters: { limit: [] } },
      ['invalid_type metrics[0].parameters.limit'],
    ],
    [
      'both forms at once',
      { id: 'tokens', sql, filter: 'a', aggregation: { kind: 'count' }, parameters: { limit: 1 } },
      ['invalid_type metrics[0].aggregation', 'invalid_type metrics[0].filter'],
    ],
  ])('is refused for %s', (_name, metric, faults) => {
    expect(faultsOf(() => draft(metric))).toEqual(faults);
  });
});
