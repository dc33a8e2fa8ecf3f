import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type {
  CreditLedgerEntry,
  ErrorBody,
  Invoice,
  InvoiceLineItem,
  ModelType,
  Plan,
  Subscription,
} from '../../src/wire/index.js';

/** The API description is no part of the repository; where it lies beside it, our key lists are held against it. */
const description = new URL('../../../shared/reference/orb-openapi.json', import.meta.url);

type Schema = {
  properties: Record<string, { enum?: (string | number)[] }>;
  discriminator?: { mapping: Record<string, string> };
};

const invoiceKeys = {
  id: true,
  invoice_number: true,
  status: true,
  invoice_source: true,
  customer: true,
  subscription: true,
  currency: true,
  total: true,
  amount_due: true,
  customer_balance_transactions: true,
  credit_notes: true,
  payment_attempts: true,
  auto_collection: true,
  will_auto_issue: true,
  created_at: true,
  due_date: true,
  eligible_to_issue_at: true,
  scheduled_issue_at: true,
  issued_at: true,
  issue_failed_at: true,
  paid_at: true,
  payment_started_at: true,
  payment_failed_at: true,
  sync_failed_at: true,
  voided_at: true,
  billing_address: true,
  shipping_address: true,
  customer_tax_id: true,
  hosted_invoice_url: true,
  invoice_pdf: true,
  memo: true,
  metadata: true,
  line_items: true,
  subtotal: true,
  discount: true,
  discounts: true,
  minimum: true,
  minimum_amount: true,
  maximum: true,
  maximum_amount: true,
  invoice_date: true,
} satisfies Record<keyof Invoice, true>;

const lineItemKeys = {
  id: true,
  name: true,
  price: true,
  start_date: true,
  end_date: true,
  quantity: true,
  grouping: true,
  subtotal: true,
  adjustments: true,
  adjusted_subtotal: true,
  credits_applied: true,
  partially_invoiced_amount: true,
  tax_amounts: true,
  amount: true,
  sub_line_items: true,
  usage_customer_ids: true,
  filter: true,
} satisfies Record<keyof InvoiceLineItem, true>;

const models = {
  unit: 'current',
  tiered: 'current',
  bulk: 'current',
  package: 'current',
  matrix: 'current',
  tiered_package: 'current',
  grouped_tiered: 'current',
  grouped_tiered_package: 'current',
  grouped_tiered_matrix: 'current',
  threshold_total_amount: 'current',
  bulk_with_filters: 'current',
  bulk_with_proration: 'current',
  unit_with_proration: 'current',
  tiered_with_proration: 'current',
  unit_with_percent: 'current',
  package_with_allocation: 'current',
  tiered_with_minimum: 'current',
  tiered_package_with_minimum: 'current',
  matrix_with_allocation: 'current',
  matrix_with_display_name: 'current',
  matrix_with_threshold_discounts: 'current',
  grouped_allocation: 'current',
  grouped_with_prorated_minimum: 'current',
  grouped_with_min_max_thresholds: 'current',
  grouped_with_metered_minimum: 'current',
  max_group_tiered_package: 'current',
  scalable_matrix_with_unit_pricing: 'current',
  scalable_matrix_with_tiered_pricing: 'current',
  cumulative_grouped_bulk: 'current',
  cumulative_grouped_allocation: 'current',
  percent: 'current',
  minimum_composite: 'current',
  event_output: 'current',
  daily_credit_allowance: 'current',
  metered_allowance: 'current',
  bps: 'legacy',
  bulk_bps: 'legacy',
  tiered_bps: 'legacy',
} satisfies Record<ModelType, 'current' | 'legacy'>;

const ledgerEntryTypes = {
  increment: true,
  decrement: true,
  expiration_change: true,
  credit_block_expiry: true,
  void: true,
  void_initiated: true,
  amendment: true,
} satisfies Record<CreditLedgerEntry['entry_type'], true>;

const statuses = {
  Invoice: { issued: true, paid: true, synced: true, void: true, draft: true } satisfies Record<
    Invoice['status'],
    true
  >,
  Plan: { active: true, archived: true, draft: true } satisfies Record<Plan['status'], true>,
  Subscription: { active: true, ended: true, upcoming: true } satisfies Record<Subscription['status'], true>,
};

/** The error bodies by schema name; a feature that is not available answers 400 under a 404 name. */
const errors = {
  ConstraintViolationError: [400, '400-constraint-violation'],
  DuplicateResourceCreationError: [400, '400-duplicate-resource-creation'],
  RequestValidationError: [400, '400-request-validation-errors'],
  AuthorizationError: [401, '401-authentication-error'],
  FeatureNotAvailableError: [400, '404-feature-not-available'],
  ResourceNotFoundError: [404, '404-resource-not-found'],
  URLNotFound: [404, '404-url-not-found'],
  IdempotencyRequestMismatch: [409, '409-resource-conflict'],
  RequestTooLargeError: [413, '413-request-too-large'],
  ResourceTooLargeError: [413, '413-resource-too-large'],
  TooManyResultsError: [413, '413-too-many-results'],
  TooManyRequests: [429, '429-too-many-requests'],
  ServerError: [500, '500-internal-server-error'],
} satisfies Record<string, ErrorKind>;

type ErrorKind = ErrorBody extends infer Body
  ? Body extends { type: `${string}#${infer Anchor}`; status: infer Status }
    ? readonly [Status, Anchor]
    : never
  : never;

/** Keys compared without regard to their order. */
const unordered = (names: readonly string[]): ReadonlySet<string> => new Set(names);

test('an invoice has 41 keys, a line item 17, and there are 38 models of which 35 are current', () => {
  expect(Object.keys(invoiceKeys)).toHaveLength(41);
  expect(Object.keys(lineItemKeys)).toHaveLength(17);
  expect(Object.keys(models)).toHaveLength(38);
  expect(Object.values(models).filter((age) => age === 'current')).toHaveLength(35);
});

// Skipped where the description is absent: it is published by Orb and deliberately not copied into the repository.
describe.skipIf(!existsSync(description))('the API description', () => {
  const parsed: { components: { schemas: Record<string, Schema> } } = existsSync(description)
    ? JSON.parse(readFileSync(description, 'utf8'))
    : { components: { schemas: {} } };
  const schema = (name: string): Schema => parsed.components.schemas[name] ?? { properties: {} };

  test('gives an invoice and a line item the keys that we do', () => {
    expect(unordered(Object.keys(schema('Invoice').properties))).toEqual(unordered(Object.keys(invoiceKeys)));
    expect(unordered(Object.keys(schema('InvoiceLineItem').properties))).toEqual(unordered(Object.keys(lineItemKeys)));
  });

  test('discriminates prices by the 35 current models, each with its config under its own name', () => {
    const mapping = schema('Price').discriminator?.mapping ?? {};
    const current = Object.entries(models).flatMap(([model, age]) => (age === 'current' ? [model] : []));
    expect(unordered(Object.keys(mapping))).toEqual(unordered(current));
    for (const [model, reference] of Object.entries(mapping)) {
      const name = reference.split('/').at(-1) ?? '';
      expect(Object.keys(schema(name).properties)).toContain(`${model}_config`);
    }
  });

  test('knows the seven kinds of ledger entry and the statuses that we do', () => {
    const kinds = Object.keys(schema('CreditLedgerEntry').discriminator?.mapping ?? {});
    expect(unordered(kinds)).toEqual(unordered(Object.keys(ledgerEntryTypes)));
    for (const [name, ours] of Object.entries(statuses)) {
      expect(unordered((schema(name).properties['status']?.enum ?? []).map(String))).toEqual(
        unordered(Object.keys(ours)),
      );
    }
  });

  test('gives each kind of error the status and type that we do', () => {
    for (const [name, [status, anchor]] of Object.entries(errors)) {
      const { properties } = schema(name);
      expect(properties['status']?.enum).toEqual([status]);
      expect(properties['type']?.enum).toEqual([`https://docs.withorb.com/reference/error-responses#${anchor}`]);
    }
  });

  test('types rows of the third kind with the word null between quotes (§2.1)', () => {
    expect(schema('OtherSubLineItem').properties['type']?.enum).toEqual(["'null'"]);
  });
});
