import { formatDecimal, isZero, toDecimal } from '../../decimal/index.js';
import { inThousands } from '../../explain/index.js';
import type { CreditBlock } from '../../wire/index.js';
import { dayOf } from '../invoice-page/days.js';
import { heads, numberCell, rowHead } from '../invoice-page/table.js';
import { element, embedded, type Content, type Markup } from '../markup.js';
import type { Portal, PortalCredits } from './portal.js';
import { sectionOf } from './section.js';

/** What a customer has to their credit, in money and in prepaid credits; nothing where there never was any. */
export function renderCredits({ customer, credits }: Portal): Markup | null {
  const has_money = !isZero(toDecimal(customer.balance));
  if (credits.length === 0 && !has_money) return null;
  const money = `${inThousands(customer.balance)} ${customer.currency ?? ''}`.trim();
  return sectionOf(
    { id: 'credits', title: 'Credits' },
    has_money ? element('p', {}, 'Account balance: ', element('strong', {}, money)) : null,
    ...credits.map((one) => renderBalance(one, customer.timezone)),
  );
}

function renderBalance({ currency, balance, blocks, pictures }: PortalCredits, timezone: string): Markup {
  return element(
    'div',
    { class: 'credits' },
    element('h3', {}, `Prepaid in ${currency}`),
    element('p', {}, 'Balance: ', element('strong', {}, inThousands(balance)), ` ${currency}`),
    // One of the two is shown, by the width of the page; the other is not there for anybody.
    element('div', { class: 'picture wide' }, embedded(pictures.wide)),
    element('div', { class: 'picture narrow' }, embedded(pictures.narrow)),
    blocks.length === 0 ? null : renderBlocks(blocks, timezone),
  );
}

function renderBlocks(blocks: readonly CreditBlock[], timezone: string): Markup {
  const rows = blocks.map(({ balance, effective_date, expiry_date, status }) =>
    element(
      'tr',
      {},
      rowHead(expiry_date === null ? 'never' : dayOf(expiry_date, timezone)),
      element('td', {}, ...effectOf({ effective_date, status }, timezone)),
      // A JSON number may be written with an exponent, a decimal never is (F1).
      numberCell(inThousands(formatDecimal(toDecimal(balance)))),
    ),
  );
  return element(
    'table',
    {},
    element('caption', {}, 'What is left, by when it expires.'),
    heads(['Expires', 'Usable'], ['Left']),
    element('tbody', {}, ...rows),
  );
}

function effectOf(
  { effective_date, status }: Pick<CreditBlock, 'effective_date' | 'status'>,
  timezone: string,
): readonly Content[] {
  if (status === 'pending_payment') return ['once it is paid'];
  return [effective_date === null ? 'at once' : `from ${dayOf(effective_date, timezone)}`];
}
