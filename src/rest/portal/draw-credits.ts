import { drawBalance } from '../../index.js';
import type { PortalCredits as ShownCredits } from '../../pictures/index.js';
import type { PortalCredits, PortalView } from '../../service/index.js';
import { formatInstant, millisPerDay, parseInstant, shiftInstant } from '../../time/index.js';

// A year back and a season ahead: long enough for a yearly grant, short enough to see a day's use.
const daysBack = 365;
const daysAhead = 90;
const widths = { wide: 780, narrow: 360 } as const;

/** Credits as a portal shows them, with their history as a picture for either width. */
export function drawCredits(
  { ledger, balance, since }: PortalCredits,
  { at, customer, policies }: Pick<PortalView, 'at' | 'customer' | 'policies'>,
): ShownCredits {
  const now = parseInstant(at);
  const earliest = shiftInstant(now, -daysBack * millisPerDay);
  const yesterday = shiftInstant(now, -millisPerDay);
  const first = since === null ? earliest : parseInstant(since);
  // From what happened first, so that a young ledger is no empty year; and something has to be seen of one of today.
  const from = first < earliest ? earliest : first > yesterday ? yesterday : first;
  const span = {
    from: formatInstant(from),
    until: formatInstant(shiftInstant(now, daysAhead * millisPerDay)),
    at,
    title: 'Balance over time',
    customer_name: customer.name,
    ...(policies === null ? {} : { policies }),
  };
  return {
    currency: ledger.currency,
    balance: balance.balance,
    blocks: balance.blocks,
    pictures: {
      wide: drawBalance(ledger, { ...span, width: widths.wide }),
      narrow: drawBalance(ledger, { ...span, width: widths.narrow }),
    },
  };
}
