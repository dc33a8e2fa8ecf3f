import { deleteBlock, type CreditBlock } from '../../credits/index.js';
import {
  optionalChild,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  shown,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type {
  CreditLedger,
  CustomerInput,
  DateOrDateTimeText,
  Effect,
  InvoiceDraft,
  PoliciesInput,
  TopUpState,
} from '../../wire/index.js';
import { addTo } from './burn-credits.js';
import { readCustomer } from '../decode/customer.js';
import { objectsAt } from '../decode/document-fields.js';
import { openLedgerCall, type LedgerCall } from './decode/ledger-call.js';
import { copyJson } from '../encode/copy.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/transition.js';
import { undoPurchase, type Buyer, type UndonePurchaseInput } from './undo-purchase.js';

/** What `deleteTopUp` takes. */
export type DeleteTopUpInput = {
  /** The ledger of the top-up's currency. */
  readonly ledger: CreditLedger;
  readonly top_up_id: string;
  /** The customer's top-ups. */
  readonly top_ups: readonly TopUpState[];
  /** Invoices of blocks that the top-up bought and that await their payment, and whom they bill. */
  readonly purchases?: readonly (UndonePurchaseInput & { readonly block_id: string })[] | undefined;
  readonly customer?: CustomerInput | null | undefined;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/** The ledger without what was never paid for, the top-ups that are left, and the invoices that were undone. */
export type DeletedTopUp = LedgerTransition & {
  readonly top_ups: readonly TopUpState[];
  readonly invoices: readonly { readonly block_id: string; readonly invoice: InvoiceDraft | null }[];
  readonly customer: CustomerInput | null;
};

/**
 * Ends a top-up: it buys no more, and blocks that it bought and that still await their payment are gone, with their
 * invoices (§8.6). Blocks that are paid for, or never had to be, stay.
 *
 * An invoice given in `purchases` is deleted while it is a draft and voided once issued; for one that is not given the
 * effect `credit_purchase_undone` asks for that.
 *
 * @throws `invalid_reference` for a top-up that the customer does not have; `customer_reference`, `unrounded_amount`,
 * `missing_field`, `inconsistent_history`, `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { createLedger, createTopUp, deleteTopUp } from 'reckoner';
 *
 * const request = {
 *   currency: 'credits', threshold: '20', amount: '50', per_unit_cost_basis: '0.10',
 *   invoice_settings: { auto_collection: true, net_terms: 0 },
 * };
 * const at = '2026-01-01';
 * const { top_ups, top_up } = createTopUp({ customer: { id: 'acme', currency: 'USD' }, request, at });
 * const ledger = createLedger({ customer_id: 'acme', currency: 'credits' });
 * deleteTopUp({ ledger, top_ups, top_up_id: top_up.id, at }).top_ups; // → []
 * ```
 */
export function deleteTopUp(input: DeleteTopUpInput): DeletedTopUp {
  const call = openLedgerCall(input, 'top_up_id', 'top_ups', 'purchases', 'customer');
  const { fields, reading, at, policies } = call;
  const top_up_id = requiredText(fields, 'top_up_id');
  const top_ups = remainingTopUps(fields, top_up_id);
  refuse(fields.issues);
  const { customer_id, blocks } = reading.ledger;
  const awaiting = blocks.filter((block) => isAwaiting(block, top_up_id));
  const next = awaiting.reduce((ledger, { id }) => deleteBlock(ledger, id, at), reading.ledger);
  const undone = undoAll(awaiting, call);
  const disabled: Effect = { kind: 'top_up_disabled', customer_id, top_up_id };
  const effects = [...undone.effects, disabled];
  const { transition } = encodeLedgerStep(reading, { next, effects, grace_hours: policies.grace_period_hours });
  return addTo(transition, { top_ups, invoices: undone.invoices, customer: undone.customer });
}

function isAwaiting({ source, granted_by, usable_from }: CreditBlock, top_up_id: string): boolean {
  return source === 'top_up' && granted_by === top_up_id && usable_from === null;
}

function remainingTopUps(fields: Fields, top_up_id: string): readonly TopUpState[] {
  const own = objectsAt(fields, 'top_ups').map(({ value, place }) => copyJson(value, place) as TopUpState);
  const rest = own.filter(({ id }) => id !== top_up_id);
  if (rest.length === own.length && top_up_id !== '') {
    const message = `${shown(top_up_id)} is not among the customer's top-ups`;
    report(fields, 'top_up_id', { code: 'invalid_reference', message });
  }
  return rest;
}

type Undone = Pick<DeletedTopUp, 'invoices' | 'customer'> & { readonly effects: readonly Effect[] };

/** Undoes the invoices in the order of their blocks, each against the balance that the one before left. */
function undoAll(awaiting: readonly CreditBlock[], call: LedgerCall): Undone {
  const { fields, reading } = call;
  const { customer_id } = reading.ledger;
  const purchases = new Map(objectsAt(fields, 'purchases').map((own) => [requiredText(own, 'block_id'), own]));
  let buyer = purchases.size === 0 ? null : readBuyer(fields);
  refuse(fields.issues);
  const invoices: DeletedTopUp['invoices'][number][] = [];
  const effects = awaiting.flatMap(({ id: block_id }): readonly Effect[] => {
    const purchase = purchases.get(block_id);
    if (purchase === undefined || buyer === null) return [{ kind: 'credit_purchase_undone', customer_id, block_id }];
    refuseUnknown(purchase, ['block_id', 'invoice', 'credit_notes', 'credit_note_number']);
    const undone = undoPurchase(purchase, buyer, call);
    buyer = withCustomer(buyer, undone.customer);
    invoices.push({ block_id, invoice: undone.invoice });
    return undone.effects;
  });
  return { invoices, effects, customer: buyer && buyer.customer.document };
}

function readBuyer(fields: Fields): Buyer | null {
  const customer = optionalChild(fields, 'customer');
  if (customer === null) report(fields, 'customer', wanting(null, 'whom the purchases were billed'));
  return customer && { fields: customer, customer: readCustomer(customer) };
}

function withCustomer({ fields }: Buyer, document: CustomerInput): Buyer {
  const own = { ...fields, value: document };
  return { fields: own, customer: readCustomer(own) };
}
