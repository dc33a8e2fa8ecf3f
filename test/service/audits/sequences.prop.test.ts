import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../../src/index.js';
import { auditAccount, type BillingService } from '../../../src/service/index.js';
import { calls, openShop, startBackend } from '../backend.js';

type Happening = {
  readonly hours: number;
  readonly what: string;
  readonly when: 'immediate' | 'end_of_subscription_term' | 'requested_date';
  readonly alignment: string;
};

/** What may happen to a subscription, and how many hours after the thing before. */
const happeningOf = (...what: readonly string[]): fc.Arbitrary<Happening> =>
  fc.record({
    hours: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 24 * 12 })),
    what: fc.constantFrom(...what),
    when: fc.constantFrom(
      'immediate' as const,
      'immediate' as const,
      'end_of_subscription_term' as const,
      'requested_date' as const,
    ),
    alignment: fc.constantFrom('unchanged', 'plan_change_date', 'start_of_month'),
  });
const histories = fc.array(
  happeningOf('team', 'business', 'cancel', 'cancel now', 'keep', 'retake', 'more', 'fewer', 'calls', 'bill', 'pay', 'credit'),
  { minLength: 1, maxLength: 14 },
); // prettier-ignore

/** Lives through a history, in which not everything is possible at every time, and audits what was billed. */
async function auditedHistory(history: readonly Happening[]) {
  const { service, setClock, repository } = startBackend('2026-01-01');
  const shop = await openShop({ service, setClock, repository });
  const { customer, team } = shop;
  let at = Date.UTC(2026, 0, 1);
  let subscription_id = (await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } })).id;
  for (const { hours, ...one } of history) {
    at += hours * 3_600_000;
    setClock(new Date(at).toISOString());
    await happen(service, { ...one, ...shop, at, subscription_id }).then(
      (taken) => (subscription_id = taken ?? subscription_id),
      (error: unknown) => {
        if (!isBillingError(error)) throw error;
      },
    );
  }
  await service.runBilling({ until: new Date(at).toISOString() });
  return auditAccount({ repository, now: () => new Date(at).toISOString(), account: { id: 'demo' } }, {});
}

type Now = Omit<Happening, 'hours'> & Awaited<ReturnType<typeof openShop>> & { readonly at: number; readonly subscription_id: string }; // prettier-ignore

/** Lets one thing happen; answers the id of a subscription that it begins. */
async function happen(service: BillingService, now: Now): Promise<string | null> {
  const { what, when, alignment, at, subscription_id, customer, team, business } = now;
  const soon = (key: string) => (when === 'requested_date' ? { [key]: new Date(at + 4 * 86_400_000).toISOString() } : {}); // prettier-ignore
  const plan_id = what === 'team' ? team.id : business.id;
  switch (what) {
    case 'team':
    case 'business':
      await service.schedulePlanChange({ subscription_id, body: { plan_id, change_option: when, billing_cycle_alignment: alignment, ...soon('change_date') } as never }); // prettier-ignore
      return null;
    case 'cancel':
      await service.cancelSubscription({ subscription_id, body: { cancel_option: when, ...soon('cancellation_date') } }); // prettier-ignore
      return null;
    case 'cancel now':
      await service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } });
      return null;
    case 'keep':
      await service.unscheduleCancellation({ subscription_id });
      return null;
    case 'retake':
      return (await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } })).id;
    case 'calls':
      await service.ingestEvents({ body: { events: calls('acme', new Date(at - 60_000).toISOString(), 3) } });
      return null;
    case 'bill':
      await service.runBilling({ until: new Date(at).toISOString() });
      return null;
    case 'pay':
    case 'credit':
      await settle(service, what, at);
      return null;
    default:
      await anotherQuantity(service, { ...now, quantity: what === 'more' ? 9 : 2 });
      return null;
  }
}

/** Pays an invoice, or gives back something of one that has to do with no change. */
async function settle(service: BillingService, what: 'pay' | 'credit', at: number): Promise<void> {
  const { data } = await service.listInvoices({ status: ['issued'], limit: 5 });
  const isBilled = ({ amount }: { readonly amount: string }) => Number(amount) > 0;
  const invoice = data.find(({ line_items }) => line_items.some(isBilled));
  if (invoice === undefined) return;
  const payment_received_date = new Date(at).toISOString().slice(0, 10);
  if (what === 'pay') await service.markInvoicePaid({ invoice_id: invoice.id, body: { payment_received_date } });
  else await service.createCreditNote({ body: { reason: 'product_unsatisfactory', line_items: [{ invoice_line_item_id: invoice.line_items.find(isBilled)!.id, amount: '1.00' }] } }); // prettier-ignore
}

type Quantified = Pick<Now, 'subscription_id' | 'at'> & { readonly quantity: number };

async function anotherQuantity(service: BillingService, { subscription_id, at, quantity }: Quantified): Promise<void> {
  const { price_intervals } = await service.fetchSubscription({ subscription_id });
  const running = price_intervals.find(({ price, end_date }) => price.name === 'Seats' && (end_date === null || Date.parse(end_date) > at)); // prettier-ignore
  const body = { price_id: running?.price.id ?? 'none', quantity, change_option: 'immediate' } as const;
  await service.updateFixedFeeQuantity({ subscription_id, body });
}

/** Left and taken again on one day, in whose first hours seats were added, and several times within a period. */
const hoursOfOneDay = [
  ['team', 274],
  ['team', 98],
  ['team', 154],
  ['more', 219],
  ['team', 1],
  ['team', 10],
].map(([what, hours]) => ({ what, hours, when: 'immediate', alignment: 'unchanged' }) as Happening);
const everyDay = Array.from({ length: 9 }, (_, day) => ({ what: day % 2 === 0 ? 'business' : 'team', hours: 25, when: 'immediate' as const, alignment: 'unchanged' })); // prettier-ignore

describe('an audit of what the service billed', () => {
  it('finds nothing, whatever was left, taken again and changed', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        expect((await auditedHistory(history)).findings).toEqual([]);
      }),
      { numRuns: 12, endOnFailure: true, examples: [[hoursOfOneDay], [everyDay]] },
    );
  });
});
