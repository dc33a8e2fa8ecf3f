import type {
  AdjustedLineWorkings,
  AdjustmentWorkings,
  ChargeWorkings,
  ConversionPartWorkings,
  CreditWorkings,
  FractionWorkings,
  InvoiceWorkings,
  IssueWorkings,
  LineWorkings,
  PartWorkings,
  PercentageBandWorkings,
  PriceWorkings,
  TaxAmount,
} from '../../../wire/index.js';
import type { DocumentShape } from '../document.js';
import type { NestedShape } from '../nested-shape.js';

const fraction: DocumentShape<FractionWorkings> = { numerator: 'text', denominator: 'text' };

const part: DocumentShape<PartWorkings> = { name: 'text', factors: 'list', amount: 'text' };

const grouping: DocumentShape<NonNullable<ChargeWorkings['grouping']>> = { key: 'text', value: 'text or null' };

const tier: DocumentShape<NonNullable<ChargeWorkings['tier']>> = { first_unit: 'text', last_unit: 'text or null' };

const cell: DocumentShape<NonNullable<ChargeWorkings['cell']>> = {
  dimensions: 'list',
  dimension_values: 'list',
  is_default: 'flag',
};

const charge: DocumentShape<ChargeWorkings> = {
  kind: 'text',
  name: 'text',
  quantity: 'text',
  unit_amount: 'text or null',
  amount: 'text',
  shown_amount: 'text or null',
  grouping: 'object or null',
  tier: 'object or null',
  cell: 'object or null',
  scaled_quantity: 'text or null',
  package_size: 'text or null',
  metered: 'text or null',
  threshold: 'text or null',
  parts: 'list or null',
};

const chargeKinds = [
  'units',
  'tier',
  'volume',
  'package',
  'cell',
  'threshold',
  'group',
  'amount',
] satisfies readonly ChargeWorkings['kind'][];

const price: DocumentShape<PriceWorkings> = {
  kind: 'text',
  model_type: 'text',
  price_type: 'text',
  quantity: 'text',
  charges: 'list',
  fraction: 'object or null',
  subtotal: 'text',
};

/** How a price's subtotal came about. */
export const priceWorkings: NestedShape = {
  shape: price,
  inner: {
    charges: {
      shape: charge,
      choices: { kind: chargeKinds },
      inner: { grouping: { shape: grouping }, tier: { shape: tier }, cell: { shape: cell }, parts: { shape: part } },
    },
    fraction: { shape: fraction },
  },
};

const band: DocumentShape<PercentageBandWorkings> = {
  lower_bound: 'text',
  upper_bound: 'text or null',
  percentage: 'text',
};

const adjustment: DocumentShape<AdjustmentWorkings> = {
  adjustment_id: 'text',
  adjustment_type: 'text',
  is_invoice_level: 'flag',
  reason: 'text or null',
  value: 'text or null',
  bands: 'list or null',
  change: 'text',
  shown_change: 'text',
};

/** What an adjustment may be. */
export const adjustmentTypes = [
  'usage_discount',
  'amount_discount',
  'percentage_discount',
  'tiered_percentage_discount',
  'minimum',
  'maximum',
] as const satisfies readonly AdjustmentWorkings['adjustment_type'][];

const adjustments: NestedShape = {
  shape: adjustment,
  choices: { adjustment_type: adjustmentTypes },
  inner: { bands: { shape: band } },
};

const adjustedLine: DocumentShape<AdjustedLineWorkings> = {
  line_id: 'text',
  currency: 'text',
  rating: 'object or null',
  exact_subtotal: 'text',
  exact_adjusted_subtotal: 'text',
  subtotal: 'text',
  adjusted_subtotal: 'text',
  adjustments: 'list',
};

/** What adjustments made of a set of lines. */
export const adjustedWorkings: NestedShape = {
  shape: { kind: 'text', lines: 'list' },
  inner: { lines: { shape: adjustedLine, inner: { rating: priceWorkings, adjustments } } },
};

const credit: DocumentShape<CreditWorkings> = { block_id: 'text', amount: 'text' };

const conversion: DocumentShape<ConversionPartWorkings> = {
  quantity: 'text',
  unit_amount: 'text',
  amount: 'text',
  shown_amount: 'text',
};

const tax: DocumentShape<TaxAmount> = {
  tax_rate_description: 'text',
  tax_rate_percentage: 'text or null',
  amount: 'text',
};

const line: DocumentShape<LineWorkings> = {
  line_item_id: 'text',
  price_id: 'text',
  name: 'text',
  currency: 'text',
  start_date: 'text',
  end_date: 'text',
  rating: 'object',
  subtotal: 'text',
  adjustments: 'list',
  exact_adjusted_subtotal: 'text',
  adjusted_subtotal: 'text',
  credits_applied: 'text',
  credits_applied_before: 'text',
  credits: 'list',
  after_credits: 'text',
  converted_amount: 'text',
  conversion: 'list or null',
  partially_invoiced_amount: 'text',
  amount: 'text',
  taxes: 'list',
  tax_amount: 'text',
};

const issue: DocumentShape<IssueWorkings> = { path: 'text', code: 'text', severity: 'text', message: 'text' };

const invoice: DocumentShape<InvoiceWorkings> = {
  kind: 'text',
  invoice_id: 'text',
  invoice_source: 'text',
  customer_id: 'text',
  currency: 'text',
  timezone: 'text',
  start_date: 'text',
  end_date: 'text',
  lines: 'list',
  subtotal: 'text',
  tax: 'text',
  total: 'text',
  customer_balance: 'text',
  balance_applied: 'text',
  amount_due: 'text',
  issues: 'list',
  policies: 'object',
};

/** The record an invoice was folded from. */
export const invoiceWorkings: NestedShape = {
  shape: invoice,
  inner: {
    lines: {
      shape: line,
      inner: {
        rating: priceWorkings,
        adjustments,
        credits: { shape: credit },
        conversion: { shape: conversion },
        taxes: { shape: tax },
      },
    },
    issues: { shape: issue },
  },
};
