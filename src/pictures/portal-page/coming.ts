import { inThousands } from '../../explain/index.js';
import { dayOf } from '../invoice-page/days.js';
import { daysCell, heads, numberCell, rowHead } from '../invoice-page/table.js';
import { element, type Markup } from '../markup.js';
import type { Portal, PortalSubscription } from './portal.js';
import { sectionOf } from './section.js';

/** The invoices that subscriptions are heading for. */
export function renderComing({ subscriptions, has_more_subscriptions, customer }: Portal): Markup {
  const rows = subscriptions.map((subscription) => renderRow(subscription, customer.timezone));
  const table = element(
    'table',
    {},
    element('caption', {}, 'As of now; usage until the date of the invoice adds to it.'),
    heads(['Plan', 'Date'], ['Amount so far']),
    element('tbody', {}, ...rows),
  );
  return sectionOf(
    { id: 'coming', title: 'Upcoming invoices' },
    rows.length === 0 ? element('p', {}, 'No subscription is running.') : table,
    has_more_subscriptions ? element('p', { class: 'soft' }, 'The latest subscriptions; there are more.') : null,
  );
}

function renderRow({ name, coming }: PortalSubscription, timezone: string): Markup {
  if (coming === null) {
    return element('tr', {}, rowHead(name), element('td', { colspan: 2 }, 'Nothing is coming that is known now.'));
  }
  const amount = `${inThousands(coming.amount)} ${coming.currency}`;
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, element('a', { href: coming.href }, name)),
    daysCell(dayOf(coming.date, timezone)),
    numberCell(amount),
  );
}
