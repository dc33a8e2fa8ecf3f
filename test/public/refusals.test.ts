import {
  aggregateUsage,
  cancelSubscriptionChange,
  comparePlans,
  createCreditNote,
  createUsageMeter,
  draftInvoice,
  explain,
  indexEventLog,
  ingestEvents,
  isBillingError,
  issueInvoice,
  mergePartials,
  ratePrice,
  renderExplanation,
  renderInvoice,
  simulate,
} from 'reckoner';
import { expect, it } from 'vitest';

const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' } as const;
const seats = { id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '1' } } as const;
const period = { start_date: '2026-01-01', end_date: '2026-02-01' };
const rated = ratePrice(seats, { quantity: 7 });
const draft = draftInvoice({ customer, prices: [{ ...seats, fixed_price_quantity: 7 }], period });
const [line] = draft.invoice.line_items;
const issued = issueInvoice({ invoice: draft.invoice, customer, at: '2026-02-02', invoice_number: 'A-1' }).invoice;
const offer = (id: string) => ({ id, prices: [{ ...seats, billable_metric_id: 'calls' }] });
const count = { aggregation: { kind: 'count' } } as const;
const parsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What random arguments once made the library stumble over, or pass over in silence. */
const stumbles: readonly (readonly [
  named: string,
  path: string,
  call: (...args: never[]) => unknown,
  ...args: unknown[],
])[] = [
  ['no events at all', '', aggregateUsage],
  ['no shards', 'input', mergePartials, count],
  ['shards that are no list', 'partials', mergePartials, count, { partials: 5 }],
  ['events that are no list', 'events', createUsageMeter({ customer, prices: [], metrics: [], period }).addAll, 5],
  [
    'one of three offers missing',
    'offers[1]',
    comparePlans,
    {
      customer,
      start_date: '2026-01-01',
      periods: 1,
      usage: { calls: { quantity: 1 } },
      offers: [offer('a'), undefined, offer('b')],
    },
  ],
  ['a change cancelled at no time', 'at', cancelSubscriptionChange, { subscription_change: {} }],
  [
    'a line without its item',
    'invoice.line_items[0].price.item',
    createCreditNote,
    {
      invoice: {
        ...issued,
        line_items: [{ ...issued.line_items[0], price: { ...issued.line_items[0]?.price, item: undefined } }],
      },
      customer,
      at: '2026-02-10',
      request: { reason: 'duplicate', line_items: [{ invoice_line_item_id: line?.id, amount: '1.00' }] },
    },
  ],
  [
    'a rating that lost its charges',
    'workings.charges',
    explain,
    { ...rated, workings: { ...rated.workings, charges: undefined } },
  ],
  [
    'a charge of no kind',
    'workings.charges[0].kind',
    explain,
    { ...rated, workings: { ...rated.workings, charges: [{ ...rated.workings.charges[0], kind: 'other' }] } },
  ],
  [
    'an invoice whose line lost its rows',
    'line_items[0].sub_line_items',
    explain,
    { ...draft.invoice, line_items: [{ ...line, sub_line_items: null }] },
  ],
  ['an explanation with a child that is none', 'children[0]', renderExplanation, { ...explain(rated), children: [0] }],
  [
    'a page of a line that lost its rating',
    'workings.lines[0].rating',
    renderInvoice,
    {
      invoice: draft.invoice,
      workings: { ...draft.workings, lines: [{ ...draft.workings.lines[0], rating: undefined }] },
    },
  ],
  [
    'a custom model that is undefined',
    'context.custom_models.own',
    ratePrice,
    seats,
    { quantity: 1 },
    { custom_models: { own: undefined } },
  ],
  [
    'a signal that cannot be listened to',
    'signal',
    simulate,
    { customers: [], current: offer('a'), proposed: offer('b'), start_date: '2026-01-01', periods: 1, signal: {} },
  ],
  [
    'a page for a party of holes',
    'options.issuer.lines',
    renderInvoice,
    draft,
    { issuer: { name: 'Example', lines: Array.from({ length: 2 }) } },
  ],
  [
    'a page for an address of numbers',
    'invoice.billing_address.city',
    renderInvoice,
    { ...draft.invoice, billing_address: { city: 1 } },
  ],
  [
    'an index that was written down',
    'index',
    ingestEvents,
    {
      log: { entries: [] },
      index: parsed(indexEventLog({ entries: [] })),
      at: '2026-01-05',
      events: [],
      customers: [customer],
    },
  ],
];

it.each(stumbles)('%s is refused at %j', async (_, path, call, ...args) => {
  let refused: unknown;
  try {
    await (call as (...given: unknown[]) => unknown)(...args);
  } catch (error) {
    refused = error;
  }
  if (!isBillingError(refused)) throw refused ?? new Error('was taken');
  expect(refused.issues.map((issue) => issue.path)).toContain(path);
});
