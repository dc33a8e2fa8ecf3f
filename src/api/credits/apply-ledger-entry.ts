import { addAct, addBlock, type Ledger } from '../../credits/index.js';
import type { Decimal } from '../../decimal/index.js';
import { openChild, optionalText, refuse, refuseUnknown, report, shown, type Fields } from '../../errors/index.js';
import type {
  CreditInvoiceSettings,
  CreditLedger,
  DateOrDateTimeText,
  Effect,
  NewLedgerEntry,
  PoliciesInput,
} from '../../wire/index.js';
import { choiceAt } from '../decode/document-fields.js';
import { billPurchases, type BilledPurchases, type PurchaseBillingInput } from './bill-purchase.js';
import { addTo } from './burn-credits.js';
import { openLedgerCall, type LedgerCall } from './decode/ledger-call.js';
import { readIncrement } from './decode/read-increment.js';
import { readNewAct } from './decode/read-new-act.js';
import { reportUnrounded } from '../decode/whole-units.js';
import { encodePurchase } from './encode/purchase.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/transition.js';

/** What `applyLedgerEntry` takes. */
export type ApplyLedgerEntryInput = {
  readonly ledger: CreditLedger;
  /** Orb's body; an increment may name the id of its block as `block_id`. */
  readonly entry: NewLedgerEntry & { readonly block_id?: string | null | undefined };
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** How purchases are invoiced that do not say so themselves. */
  readonly credit_invoice_settings?: CreditInvoiceSettings | null | undefined;
  /** With it a purchase is invoiced at once. */
  readonly billing?: PurchaseBillingInput | undefined;
  readonly policies?: PoliciesInput | undefined;
};

const types = ['increment', 'decrement', 'expiration_change', 'void', 'amendment'] as const;

/**
 * Adds an entry made by hand to a ledger (§8.5): adds, takes, moves, takes back or returns credits.
 *
 * Amounts are in units of the ledger's currency; a real currency's in whole minor units. A decrement takes from the blocks
 * without filters in burn order and beyond them makes the balance negative (D15). An entry in the past replays what came
 * after. Credits with a cost basis ask for an invoice of amount × basis: the effect `credit_purchase`. With
 * `billing` that invoice is made here, a one-off invoice with its effects; credits that await a payment count at once if
 * it leaves nothing to pay.
 *
 * @throws `invalid_amount`, `unrounded_amount`, `currency_mismatch`, `block_not_found`, `ambiguous_block`,
 * `insufficient_block_balance`, `void_exceeds_initial`, `amendment_exceeds_initial`, `expiry_before_effective`,
 * `cost_basis_requires_invoice`, `due_date_terms`; what `createOneOffInvoice` throws, for the invoice of a purchase; `inconsistent_history` for a ledger whose entries do not chain;
 * `missing_field`, `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`. The ledger given stays as it is
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger } from 'reckoner';
 *
 * const empty = createLedger({ customer_id: 'acme', currency: 'USD' });
 * const entry = { entry_type: 'increment', amount: '100.00', expiry_date: '2026-07-01' } as const;
 * const { ledger, entries } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });
 * ledger.balance; // → '100'
 * entries.map(({ entry_type, ending_balance }) => [entry_type, ending_balance]); // → [['increment', 100]]
 * ```
 */
export function applyLedgerEntry(input: ApplyLedgerEntryInput): LedgerTransition & BilledPurchases {
  const call = openLedgerCall(input, 'entry', 'credit_invoice_settings', 'billing');
  const { fields, reading, policies } = call;
  const entry = openChild(fields, 'entry');
  refuse(fields.issues);
  const entered = entry === null ? { next: reading.ledger, effects: [] } : enter(entry, call);
  const { next, effects, invoices, customer } = billPurchases(entered, call);
  const { transition } = encodeLedgerStep(reading, { next, effects, grace_hours: policies.grace_period_hours });
  return addTo(transition, { invoices, customer });
}

type Entered = { readonly next: Ledger; readonly effects: readonly Effect[] };

const common = ['entry_type', 'amount', 'currency', 'description', 'metadata'];
const known: { readonly [T in (typeof types)[number]]: readonly string[] } = {
  increment: ['block_id', 'effective_date', 'expiry_date', 'per_unit_cost_basis', 'filters', 'invoice_settings'],
  decrement: [],
  expiration_change: ['block_id', 'expiry_date', 'target_expiry_date'],
  void: ['block_id', 'void_reason'],
  amendment: ['block_id'],
};

function enter(entry: Fields, call: LedgerCall): Entered {
  const type = choiceAt(entry, 'entry_type', types);
  refuseUnknown(entry, [...known[type], ...common]);
  checkCurrency(entry, call.reading.ledger);
  return type === 'increment' ? enterIncrement(entry, call) : enterAct(entry, call, type);
}

function enterIncrement(entry: Fields, call: LedgerCall): Entered {
  const { ledger } = call.reading;
  const { block, settings } = readIncrement(entry, call);
  checkUnits(entry, ledger, block.amount);
  refuse(entry.issues);
  const effects = settings === null ? [] : [encodePurchase(block, settings, ledger)];
  return { next: addBlock(ledger, block, call.at), effects };
}

function enterAct(entry: Fields, call: LedgerCall, type: Parameters<typeof readNewAct>[2]): Entered {
  const { ledger } = call.reading;
  const act = readNewAct(entry, call, type);
  checkUnits(entry, ledger, 'amount' in act ? act.amount : null);
  refuse(entry.issues);
  return { next: addAct(ledger, act, { grace_hours: call.policies.grace_period_hours }), effects: [] };
}

function checkCurrency(entry: Fields, { currency }: Ledger): void {
  const named = optionalText(entry, 'currency');
  if (named === null || named === currency.code) return;
  const message = `is ${shown(named)}, but the ledger is in ${shown(currency.code)}; each currency has a ledger of its own`;
  report(entry, 'currency', { code: 'currency_mismatch', message });
}

/** Credits in a real currency are money, so they come in whole minor units; a pricing unit has none (§1.1). */
function checkUnits(entry: Fields, { currency }: Ledger, amount: Decimal | null): void {
  if (amount !== null && currency.real) reportUnrounded(entry, 'amount', { value: amount, currency });
}
