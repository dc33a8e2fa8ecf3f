import { createLedger, grantAllocations, type CreditLedger, type DraftInvoiceInput } from 'reckoner';
import { frozen } from '../support/frozen.js';

export type Used = readonly [user: string | number | null, date: string, quantity: number];
export type Held = readonly [external_id: string, start: string, end: string | null];

export type LicensedShop = {
  readonly licenses: readonly Held[];
  readonly allocated: string | number;
  readonly pool: number;
  readonly write_off_overage?: boolean;
  readonly aggregation?: 'sum' | 'max';
  readonly price: object;
  readonly events: readonly Used[];
};

const period = { start_date: '2026-01-01', end_date: '2026-02-01' };

const license = ([external_license_id, start_date, end_date]: Held) =>
  ({
    id: `license of ${external_license_id}`,
    external_license_id,
    license_type_id: 'seat',
    subscription_id: 'sub',
    status: 'active',
    start_date,
    end_date,
  }) as const;

/** What a draft takes of a shop: a price by usage, licences with credits of their own, and a pool for all. */
export function licensedDraft(shop: LicensedShop) {
  const { allocated, pool, price, events, aggregation: kind = 'sum', write_off_overage = false } = shop;
  const licenses = shop.licenses.map(license);
  const { currency } = price as { currency: string };
  const common = { currency, cadence: 'monthly', expires_at_end_of_cadence: true } as const;
  const { ledger } = grantAllocations({
    ledger: createLedger({ customer_id: 'acme', currency, timezone: 'UTC' }),
    allocations: [
      { ...common, id: 'own', amount: allocated, license_type_id: 'seat', write_off_overage },
      ...(pool > 0 ? [{ ...common, id: 'pool', amount: pool }] : []),
    ],
    periods: [period],
    licenses,
    at: '2026-01-31',
  });
  return frozen({
    customer: { id: 'acme', currency: 'USD', timezone: 'UTC' },
    prices: [{ id: 'calls', name: 'Calls', billable_metric_id: 'calls', ...price }] as DraftInvoiceInput['prices'] &
      object,
    metrics: [{ id: 'calls', event_names: ['call'], aggregation: { kind, expression: 'n' } as const }],
    events: events.map(([user, date, n], position) => ({
      idempotency_key: `e${position}`,
      event_name: 'call',
      timestamp: date.length === 10 ? `${date}T10:00:00Z` : date,
      properties: { ...(user === null ? {} : { user }), n },
    })),
    period,
    ledgers: [ledger],
    licenses,
    license_types: [{ id: 'seat', name: 'Seat', grouping_key: 'user' }],
  });
}

const holderOf = (license_id: string | null, nobody: string): string =>
  license_id === null ? nobody : license_id.replace('license of ', '');

/** Who is charged how much on which day. */
export function chargesIn({ charges }: CreditLedger): readonly string[] {
  return charges.map(
    ({ date, license_id, license_status, amount }) =>
      `${date.slice(0, 10)} ${holderOf(license_id, 'nobody')}${license_status === 'inactive' ? ', inactive,' : ''} ${amount}`,
  );
}

/** Whose credits pay how much on which day. */
export function decrementsIn({ blocks, entries }: CreditLedger): readonly string[] {
  const owners = new Map(
    blocks.map(({ id, license_id, writes_off }) => [
      id,
      writes_off === undefined ? holderOf(license_id, 'pool') : `written off for ${holderOf(license_id, 'pool')}`,
    ]),
  );
  return entries
    .filter(({ entry_type }) => entry_type === 'decrement')
    .map(({ date, block_id, amount }) => `${date.slice(0, 10)} ${owners.get(block_id ?? '')} ${amount}`);
}
