import { deleteBlock } from '../../credits/index.js';
import { isZero, zero } from '../../decimal/index.js';
import { openChild, optionalChild, refuse, refuseUnknown, requiredText } from '../../errors/index.js';
import type { CustomerInput, Effect, InvoiceDraft } from '../../wire/index.js';
import { addTo } from './burn-credits.js';
import { readCustomer } from '../decode/customer.js';
import { openLedgerCall, type LedgerCall } from './decode/ledger-call.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/transition.js';
import type { CreditBlockCall } from './pay-credit-block.js';
import { undoPurchase, type UndonePurchaseInput } from './undo-purchase.js';

/** What `deleteCreditBlock` takes. */
export type DeleteCreditBlockInput = CreditBlockCall & {
  /** The invoice that billed the block, with whom it billed; without it the effect `credit_purchase_undone` asks for it. */
  readonly purchase?: (UndonePurchaseInput & { readonly customer: CustomerInput }) | null | undefined;
};

/** A ledger without the block; the invoice of its purchase, where one is left, and the customer with what came back. */
export type DeletedCreditBlock = LedgerTransition & {
  readonly invoice: InvoiceDraft | null;
  readonly customer: CustomerInput | null;
};

/**
 * Takes a granted block out of a ledger as if it had never been, with the entries made by hand on it; usage since is paid
 * from other blocks or becomes overage, but for issued invoices, which keep what credits paid of them (§8.5).
 *
 * The invoice of a block with a cost basis, given as `purchase`, is undone with it: deleted while it is a draft, voided
 * once issued, credited in full once paid. Where it is not given, the effect `credit_purchase_undone` asks for that.
 *
 * @throws `block_not_found`, also for a block that an entry made by hand led to; `customer_reference`, `unrounded_amount`,
 * and `missing_field` where a credit note that the invoice mentions is not given; `inconsistent_history`,
 * `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger, deleteCreditBlock } from 'reckoner';
 *
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const entry = { entry_type: 'increment', amount: 100, block_id: 'welcome' } as const;
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });
 * deleteCreditBlock({ ledger, block_id: 'welcome', at: '2026-01-02' }).ledger.entries; // → []
 * ```
 */
export function deleteCreditBlock(input: DeleteCreditBlockInput): DeletedCreditBlock {
  const call = openLedgerCall(input, 'block_id', 'purchase');
  const { fields, reading, at, policies } = call;
  const block_id = requiredText(fields, 'block_id');
  refuse(fields.issues);
  const { customer_id, blocks } = reading.ledger;
  const basis = blocks.find(({ id }) => id === block_id)?.cost_basis ?? zero;
  const next = deleteBlock(reading.ledger, block_id, at);
  const undone = undoGiven(call);
  const asked: readonly Effect[] = isZero(basis) ? [] : [{ kind: 'credit_purchase_undone', customer_id, block_id }];
  const effects = undone === null ? asked : undone.effects;
  const { transition } = encodeLedgerStep(reading, { next, effects, grace_hours: policies.grace_period_hours });
  return addTo(transition, { invoice: undone && undone.invoice, customer: undone && undone.customer });
}

function undoGiven(call: LedgerCall) {
  const purchase = optionalChild(call.fields, 'purchase');
  if (purchase === null) return null;
  refuseUnknown(purchase, ['invoice', 'customer', 'credit_notes', 'credit_note_number']);
  const fields = openChild(purchase, 'customer');
  return fields && undoPurchase(purchase, { fields, customer: readCustomer(fields) }, call);
}
