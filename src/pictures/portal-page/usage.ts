import { formatDecimal, toDecimal } from '../../decimal/index.js';
import { inThousands } from '../../explain/index.js';
import type { MetricUsage } from '../../wire/index.js';
import { daysOf } from '../invoice-page/days.js';
import { daysCell, heads, numberCell } from '../invoice-page/table.js';
import { element, type Markup } from '../markup.js';
import type { Portal } from './portal.js';
import { sectionOf } from './section.js';

/** What was used in the current billing periods; nothing where nothing is measured. */
export function renderUsage({ subscriptions, customer }: Portal): Markup | null {
  const rows = subscriptions.flatMap(({ name, usage }) =>
    (usage ?? []).flatMap((metric) => renderMetric(metric, { plan: name, timezone: customer.timezone })),
  );
  const unknown = subscriptions.filter(({ usage }) => usage === null);
  if (rows.length === 0 && unknown.length === 0) return null;
  const table = element(
    'table',
    {},
    element('caption', {}, 'In the current billing period, until now.'),
    heads(['Metric', 'Period'], ['Quantity']),
    element('tbody', {}, ...rows),
  );
  return sectionOf(
    { id: 'usage', title: 'Usage' },
    rows.length === 0 ? null : table,
    ...unknown.map(({ name }) => element('p', { class: 'soft' }, `The usage of ${name} is not known now.`)),
  );
}

type Owner = { readonly plan: string; readonly timezone: string };

function renderMetric({ billable_metric, usage }: MetricUsage, { plan, timezone }: Owner): readonly Markup[] {
  return usage.map(({ quantity, timeframe_start: start_date, timeframe_end: end_date }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, billable_metric.name, element('br', {}), element('small', {}, plan)),
      daysCell(daysOf({ start_date, end_date }, timezone)),
      // A JSON number may be written with an exponent, a decimal never is (F1).
      numberCell(inThousands(formatDecimal(toDecimal(quantity)))),
    ),
  );
}
