import { draftInvoice, prepareInvoicing, type DraftInvoiceInput, type PreparedInvoiceInput } from '../src/index.js';
import { compare, type Comparison } from './harness.js';
import { measureStream, streamOfOwnProcess, thousandLines } from './invoices-at-scale.js';
import { bigArithmetic, floatArithmetic, readBeforehand } from './naive/arithmetic.js';
import { naiveAdjustedInvoice, type NaiveTerms } from './naive/adjusted-invoice.js';
import { naiveInvoice } from './naive/invoice-document.js';

const tiers = [
  { first_unit: 0, last_unit: 1000, unit_amount: '0.05' },
  { first_unit: 1000, last_unit: 10000, unit_amount: '0.031' },
  { first_unit: 10000, last_unit: null, unit_amount: '0.0175' },
];
const bulk = [
  { maximum_units: 50, unit_amount: '1.2' },
  { maximum_units: null, unit_amount: '0.95' },
];

/** Ten lines: three tiered, three unit, two package, one bulk and a fixed fee. */
const input: DraftInvoiceInput = {
  customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
  prices: [
    ...[1, 2, 3].map((k) => ({
      id: `tiered-${k}`,
      name: `Tokens ${k}`,
      model_type: 'tiered' as const,
      tiered_config: { tiers },
    })),
    ...[1, 2, 3].map((k) => ({
      id: `unit-${k}`,
      name: `Units ${k}`,
      model_type: 'unit' as const,
      unit_config: { unit_amount: '0.0375' },
    })),
    ...[1, 2].map((k) => ({
      id: `package-${k}`,
      name: `Calls ${k}`,
      model_type: 'package' as const,
      package_config: { package_amount: '4.99', package_size: 250 },
    })),
    { id: 'bulk', name: 'Minutes', model_type: 'bulk', bulk_config: { tiers: bulk } },
    { id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 },
  ],
  usage: {
    'tiered-1': { quantity: '12345.5' },
    'tiered-2': { quantity: '987.25' },
    'tiered-3': { quantity: '5000' },
    'unit-1': { quantity: '1234.5' },
    'unit-2': { quantity: '0.125' },
    'unit-3': { quantity: '99999' },
    'package-1': { quantity: '2301' },
    'package-2': { quantity: '250' },
    bulk: { quantity: '50.5' },
  },
  period: { start_date: '2026-01-01', end_date: '2026-02-01' },
};
const text = JSON.stringify(input);

const terms: NaiveTerms = {
  discount: '25.00',
  minimum: '700.00',
  minimum_on: ['tiered-1', 'tiered-2', 'tiered-3'],
  credits: { 'tiered-1': '120.00', 'unit-3': '1000.00' },
};

/** The same with an amount shared over all lines, a minimum over three, and credits that pay two. */
const adjusted: DraftInvoiceInput = {
  ...input,
  adjustments: [
    { id: 'discount', adjustment_type: 'amount_discount', amount_discount: terms.discount },
    {
      id: 'minimum',
      adjustment_type: 'minimum',
      minimum_amount: terms.minimum,
      applies_to_price_ids: terms.minimum_on,
    },
  ],
  payWithCredits: (charges) =>
    charges.map(({ price_id }) => {
      const amount = terms.credits[price_id];
      return amount === undefined ? [] : [{ block_id: 'block', amount }];
    }),
};

const { prices, usage, customer, period } = input;
/** What each invoice has of its own where the plan was prepared. */
const own: PreparedInvoiceInput = { customer, usage, period };
const ownText = JSON.stringify(own);
const plan = prepareInvoicing({ prices });
const adjustedPlan = prepareInvoicing({ prices, adjustments: adjusted.adjustments });
const adjustedOwn: PreparedInvoiceInput = { ...own, payWithCredits: adjusted.payWithCredits };
// The baseline knows the plan beforehand as well: its rates, sizes and bounds are numbers already.
const figures = [prices, terms];
const ready = { big: readBeforehand(bigArithmetic, figures), float: readBeforehand(floatArithmetic, figures) };

/** Enough of them a round that the engine has compiled what it will compile. */
const drafts = 2000;

/** Parsed JSON in and out; from JSON text to JSON text, against what parsing and printing alone cost; then many of them. */
export function run(): readonly Comparison[] {
  if (process.env['BENCH_PART'] === 'stream') {
    console.log(JSON.stringify(measureStream()));
    return [];
  }
  return [
    streamOfOwnProcess(),
    adjustedLines(),
    preparedAdjustedLines(),
    tenLines(),
    preparedLines(),
    textToText(),
    preparedTextToText(),
    thousandLines(),
  ];
}

function adjustedLines(): Comparison {
  return compare({
    name: '10-line invoice, discount shared, minimum, credits',
    rows: drafts,
    ours: () => repeated(() => draftInvoice(adjusted).invoice),
    baselines: {
      'big.js': () => repeated(() => naiveAdjustedInvoice(adjusted, terms, bigArithmetic)),
      float: () => repeated(() => naiveAdjustedInvoice(adjusted, terms, floatArithmetic)),
    },
    goals: { 'big.js': { at_least: 12 }, float: { at_most: 1 } },
  });
}

function preparedAdjustedLines(): Comparison {
  return compare({
    name: 'the same of a prepared plan',
    rows: drafts,
    ours: () => repeated(() => adjustedPlan.draft(adjustedOwn).invoice),
    baselines: {
      'big.js': () => repeated(() => naiveAdjustedInvoice(adjusted, terms, ready.big)),
      float: () => repeated(() => naiveAdjustedInvoice(adjusted, terms, ready.float)),
    },
    goals: { 'big.js': { at_least: 12 }, float: { at_most: 1 } },
  });
}

function tenLines(): Comparison {
  return compare({
    name: '10-line invoice without any division',
    rows: drafts,
    ours: () => repeated(() => draftInvoice(input).invoice),
    baselines: {
      'big.js': () => repeated(() => naiveInvoice(input, bigArithmetic)),
      float: () => repeated(() => naiveInvoice(input, floatArithmetic)),
    },
    goals: { 'big.js': { at_least: 6 }, float: { at_most: 1 } },
  });
}

function preparedLines(): Comparison {
  return compare({
    name: 'the same of a prepared plan',
    rows: drafts,
    ours: () => repeated(() => plan.draft(own).invoice),
    baselines: {
      'big.js': () => repeated(() => naiveInvoice(input, ready.big)),
      float: () => repeated(() => naiveInvoice(input, ready.float)),
    },
    goals: { 'big.js': { at_least: 6 }, float: { at_most: 1 } },
  });
}

function textToText(): Comparison {
  const document = JSON.stringify(draftInvoice(input).invoice);
  const known: unknown = JSON.parse(document);
  return compare<string>({
    name: '10-line invoice, JSON text to JSON text',
    rows: drafts,
    ours: () => repeated(() => JSON.stringify(draftInvoice(JSON.parse(text) as DraftInvoiceInput).invoice)),
    baselines: {
      'big.js': () =>
        repeated(() => JSON.stringify(naiveInvoice(JSON.parse(text) as DraftInvoiceInput, bigArithmetic))),
      // The document that is printed has to come from somewhere: here from its text, below from nowhere.
      'parse and print alone': () => repeated(() => [JSON.parse(text), JSON.stringify(JSON.parse(document))]),
      'parse the input, print a ready document': () => repeated(() => [JSON.parse(text), JSON.stringify(known)]),
    },
    goals: { 'parse and print alone': { at_most: 1.25 } },
  });
}

function preparedTextToText(): Comparison {
  const document = JSON.stringify(plan.draft(own).invoice);
  return compare<string>({
    name: 'the same of a prepared plan',
    rows: drafts,
    ours: () => repeated(() => JSON.stringify(plan.draft(JSON.parse(ownText) as PreparedInvoiceInput).invoice)),
    baselines: {
      'big.js': () =>
        repeated(() =>
          JSON.stringify(naiveInvoice({ prices, ...(JSON.parse(ownText) as PreparedInvoiceInput) }, ready.big)),
        ),
      'parse and print alone': () => repeated(() => [JSON.parse(ownText), JSON.stringify(JSON.parse(document))]),
    },
    goals: { 'parse and print alone': { at_most: 1.25 } },
  });
}

function repeated<T>(draft: () => T): T {
  for (let round = 1; round < drafts; round += 1) draft();
  return draft();
}
