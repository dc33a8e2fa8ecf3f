import { optionalText, report, shown, type Fields } from '../../../errors/index.js';
import type { AlertType, Reference, Writable } from '../../../wire/index.js';
import { refuseSetting } from './alert-request.js';
import type { AlertScope } from './alert-scope.js';

/** Reads the metric of a usage alert: named, or the only one that there is (§12); other alerts have none. */
export function readWatchedMetric(
  request: Fields,
  type: AlertType,
  { metric_ids }: AlertScope,
): Writable<Reference> | null {
  const named = optionalText(request, 'metric_id');
  if (type !== 'usage_exceeded') {
    if (named !== null) refuseSetting(request, 'metric_id', 'usage_exceeded');
    return null;
  }
  // Without prices nothing is known of metrics; evaluation sees what is measured.
  if (metric_ids === null) return named === null ? null : { id: named };
  return { id: named === null ? onlyMetric(request, metric_ids) : knownMetric(request, named, metric_ids) };
}

function onlyMetric(request: Fields, metric_ids: readonly string[]): string {
  const [only] = metric_ids;
  if (only !== undefined && metric_ids.length === 1) return only;
  const message = `is missing; name the metric, of ${metric_ids.length} that there are`;
  report(request, 'metric_id', { code: 'missing_field', message });
  return '';
}

function knownMetric(request: Fields, named: string, metric_ids: readonly string[]): string {
  if (!metric_ids.includes(named)) {
    const message = `${shown(named)} is not the metric of any price there; the metrics are ${metric_ids.join(', ')}`;
    report(request, 'metric_id', { code: 'invalid_reference', message });
  }
  return named;
}
