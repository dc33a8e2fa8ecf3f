import type { NestedShape } from '../nested-shape.js';
import { adjustmentTypes } from './workings.js';

const adjustment: NestedShape = {
  shape: { adjustment_type: 'text', amount: 'text', reason: 'text or null or missing' },
  choices: { adjustment_type: adjustmentTypes },
};

const tax: NestedShape = {
  shape: { tax_rate_description: 'text', tax_rate_percentage: 'text or null', amount: 'text' },
};

const row: NestedShape = {
  shape: { name: 'text', quantity: 'number', amount: 'text', grouping: 'object or null or missing' },
  inner: { grouping: { shape: { key: 'text', value: 'text or null or missing' } } },
};

const part = 'text or null or missing';

/** What a page reads of an invoice beside its lines. */
export const shownHeading: NestedShape = {
  shape: { billing_address: 'object or null or missing' },
  inner: {
    billing_address: {
      shape: { line1: part, line2: part, city: part, state: part, postal_code: part, country: part },
    },
  },
};

/** What an explanation reads of a bare invoice, whatever else is in it. */
export const explainedLines: NestedShape = {
  shape: { currency: 'text', total: 'text', customer: 'object', line_items: 'list' },
  inner: {
    customer: { shape: { id: 'text', external_customer_id: 'text or null or missing' } },
    line_items: {
      shape: {
        name: 'text',
        price: 'object',
        quantity: 'number',
        subtotal: 'text',
        adjustments: 'list',
        credits_applied: 'text',
        partially_invoiced_amount: 'text',
        amount: 'text',
        tax_amounts: 'list',
        sub_line_items: 'list',
      },
      inner: {
        price: { shape: { currency: 'text' } },
        adjustments: adjustment,
        tax_amounts: tax,
        sub_line_items: row,
      },
    },
  },
};
