import {
  isBillingError,
  isGiven,
  optionalText,
  pathAtKey,
  pathOf,
  report,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { checkMetric, parseMetricSql, type Metric } from '../../../metrics/index.js';

/** Reads a metric in either form: structured, or as Orb's document with its `sql`; null if the SQL cannot be read. */
export function readMetric(fields: Fields): Metric | null {
  if (!isGiven(valueAt(fields, 'sql'))) return readStructured(fields);
  const metric = readSql(fields);
  if (metric === null) return null;
  for (const issue of checkMetric(metric)) {
    // Of what was read from the SQL the place is the SQL; the parameters stand beside it.
    const path = issue.path.startsWith('parameters')
      ? joined(pathOf(fields.place), issue.path)
      : pathAtKey(fields, 'sql');
    fields.issues.push({ ...issue, path });
  }
  return metric;
}

// What a faulty metric reads as, so that reading goes on and finds what else is wrong.
const harmless: Metric = { aggregation: { kind: 'count' } };

function readStructured(fields: Fields): Metric {
  const path = pathOf(fields.place);
  const found = checkMetric(fields.value);
  for (const issue of found) fields.issues.push({ ...issue, path: joined(path, issue.path) });
  return found.some(({ severity }) => severity === 'error') ? harmless : (fields.value as Metric);
}

const structured = ['aggregation', 'filter', 'event_names', 'scale'];

function readSql(fields: Fields): Metric | null {
  for (const key of structured) {
    if (!isGiven(valueAt(fields, key))) continue;
    report(fields, key, {
      code: 'invalid_type',
      message: 'stands beside `sql`, which says it all; give one of the two',
    });
  }
  try {
    const parameters = valueAt(fields, 'parameters') as Metric['parameters'];
    const name = optionalText(fields, 'name');
    return {
      ...parseMetricSql(valueAt(fields, 'sql') as string),
      ...(name !== null && { name }),
      ...(isGiven(parameters) && { parameters }),
    };
  } catch (error) {
    if (!isBillingError(error)) throw error;
    for (const issue of error.issues) fields.issues.push({ ...issue, path: pathAtKey(fields, 'sql') });
    return null;
  }
}

function joined(path: string, inner: string): string {
  return inner === '' || inner.startsWith('[') ? `${path}${inner}` : `${path}.${inner}`;
}
