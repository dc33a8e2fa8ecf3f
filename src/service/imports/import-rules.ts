import { auditInvoice, checkPrice, parseMetricSql, updateSubscription } from '../../index.js';
import { isBillingError, problem, type Issue } from '../../errors/index.js';
import type { DocumentKind } from '../../repository/index.js';
import type { Price } from '../../wire/index.js';
import { modelsOf, policiesOf, type Call } from '../call.js';
import { needKept } from '../kept/documents.js';
import type { AsideOf, DocumentOf } from '../kept/shapes.js';
import { freePrefix } from '../resources/customer-prefix.js';
import type { ImportedKind, ImportOwner } from './imported-kinds.js';
import type { Word } from './import-keys.js';

/** The kinds that are stored as they come, each under its own kind. */
export type VerbatimKind = Extract<
  ImportedKind,
  Exclude<DocumentKind, 'credit_block' | 'subscription_schedule' | 'subscription_change' | 'backfill'>
>;

/** How documents of a kind are taken in. */
export type ImportRule<K extends VerbatimKind> = {
  readonly keys: { readonly [key: string]: Word };
  /** What has to be stored already, by the kind and where the id stands; `owner` is whose the document is said to be. */
  readonly names: readonly (readonly [DocumentKind, string])[];
  /** What is kept beside a new one. */
  readonly aside: (call: Call, document: DocumentOf[K], owner: ImportOwner) => Promise<AsideOf[K]>;
  /** What is wrong with it in itself: errors refuse it, warnings are noted. */
  readonly check?: (call: Call, document: DocumentOf[K]) => Promise<readonly Issue[]>;
};

const nothing = async (): Promise<undefined> => undefined;
const nobody = [] as const;

/** By kind, total. */
export const importRules: { readonly [K in VerbatimKind]: ImportRule<K> } = {
  item: { keys: { id: 'text', name: 'text' }, names: nobody, aside: nothing },
  metric: {
    keys: { id: 'text', name: 'text', sql: 'text', item: 'object' },
    names: nobody,
    aside: async ({ at }) => ({ created_at: at }),
    check: async (_call, { sql }) => warningsOf(() => parseMetricSql(sql)),
  },
  price: {
    keys: { id: 'text', name: 'text' },
    names: [['metric', 'billable_metric.id']],
    aside: async () => ({ plan_id: null }),
    check: async (call, price) => priceIssues(call, price),
  },
  plan: {
    keys: { id: 'text', name: 'text', prices: 'list', created_at: 'text', version: 'number' },
    names: [['metric', 'prices.billable_metric.id']],
    aside: nothing,
    check: async (call, { prices }) => prices.flatMap((price) => priceIssues(call, price)),
  },
  plan_version: {
    keys: { version: 'number', prices: 'list' },
    names: [
      ['plan', 'owner.plan_id'],
      ['metric', 'prices.billable_metric.id'],
    ],
    aside: nothing,
    check: async (call, { prices }) => prices.flatMap((price) => priceIssues(call, price)),
  },
  plan_migration: {
    keys: { id: 'text', plan_id: 'text', status: 'text' },
    names: [['plan', 'plan_id']],
    // Orb's document does not say which version it leads to: the one that new subscriptions get, unless the line says it.
    aside: async (call, { plan_id }, { plan_version_number }) => ({
      version: plan_version_number ?? (await needKept(call, 'plan', plan_id)).document.version,
      asked_at: call.at,
    }),
    check: async (_call, { status }) => (status === 'action_needed' ? [stuckMigration] : []),
  },
  coupon: { keys: { id: 'text', redemption_code: 'text', discount: 'object' }, names: nobody, aside: nothing },
  dimensional_price_group: {
    keys: { id: 'text', billable_metric_id: 'text', dimensions: 'list' },
    names: [['metric', 'billable_metric_id']],
    aside: nothing,
  },
  license_type: { keys: { id: 'text', grouping_key: 'text' }, names: nobody, aside: nothing },
  customer: {
    keys: { id: 'text', timezone: 'text', created_at: 'text', balance: 'text', hierarchy: 'object' },
    names: nobody,
    // What happened before the import was looked after by whoever wrote the document.
    aside: async (call, customer) => ({ invoice_prefix: await freePrefix(call, customer), watched_until: call.at }),
  },
  subscription: {
    keys: { id: 'text', customer: 'object', start_date: 'text', price_intervals: 'list', plan: 'object or null' },
    names: [
      ['customer', 'customer.id'],
      ['metric', 'price_intervals.price.billable_metric.id'],
    ],
    aside: async ({ at }) => ({ schedule: [], billed_until: null, imported_at: at, told_until: at }),
    check: async (call, subscription) => {
      const { document: customer } = await needKept(call, 'customer', subscription.customer.id);
      const request = {};
      const read = () =>
        updateSubscription({ subscription, customer, at: call.at, request, ...modelsOf(call), ...policiesOf(call) });
      return faultsOf(read, 'subscription');
    },
  },
  license: {
    keys: { id: 'text', subscription_id: 'text', license_type_id: 'text', start_date: 'text' },
    names: [
      ['subscription', 'subscription_id'],
      ['license_type', 'license_type_id'],
    ],
    aside: nothing,
  },
  invoice: {
    keys: {
      id: 'text',
      customer: 'object',
      line_items: 'list',
      status: 'text',
      invoice_date: 'text',
      invoice_source: 'text',
      credit_notes: 'list',
      customer_balance_transactions: 'list',
    },
    names: [
      ['customer', 'customer.id'],
      ['subscription', 'subscription.id'],
    ],
    aside: async () => ({ payment_terms: {}, purchase: null, edited: true }),
    check: async (call, invoice) =>
      auditInvoice({ invoices: [invoice], ...policiesOf(call) })
        // An invoice that does not add up is history all the same; an audit tells of it.
        .filter(({ code }) => code !== 'inconsistent_history')
        .map((issue) => ({ ...issue, path: issue.path.replace(/^invoices\[0\]\.?/, '') })),
  },
  credit_note: {
    keys: { id: 'text', customer: 'object', invoice_id: 'text', total: 'text' },
    names: [
      ['customer', 'customer.id'],
      ['invoice', 'invoice_id'],
    ],
    aside: nothing,
  },
  balance_transaction: {
    keys: { id: 'text', created_at: 'text', amount: 'text', ending_balance: 'text' },
    names: [['customer', 'owner.customer_id']],
    aside: async (_call, _transaction, { customer_id = '' }) => ({ customer_id }),
  },
  top_up: {
    keys: { id: 'text', currency: 'text', amount: 'text', threshold: 'text', invoice_settings: 'object' },
    names: [['customer', 'owner.customer_id']],
    aside: async (_call, _top_up, { customer_id = '' }) => ({ customer_id }),
  },
  alert: {
    keys: { id: 'text', type: 'text', created_at: 'text' },
    names: [
      ['customer', 'customer.id'],
      ['plan', 'plan.id'],
      ['subscription', 'subscription.id'],
    ],
    aside: nothing,
  },
};

const stuckMigration = problem(
  'status',
  'invalid_transition',
  'is "action_needed": a subscription could not be moved; do what Orb asks for there, or cancel the migration, and fetch it again',
);

function priceIssues(call: Call, price: Price): readonly Issue[] {
  const { id, name } = price;
  return checkPrice(price, modelsOf(call)).flatMap((issue) =>
    issue.severity === 'error' ? [{ ...issue, path: `price ${id} (${name}) ${issue.path}` }] : [],
  );
}

/** What a reading refuses, told of the document itself. */
function faultsOf(read: () => unknown, argument: string): readonly Issue[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return error.issues.map((issue) => ({ ...issue, path: issue.path.replace(`${argument}.`, '') }));
  }
}

function warningsOf(read: () => unknown): readonly Issue[] {
  return faultsOf(read, 'sql').map((issue) => ({ ...issue, severity: 'warning' }));
}
