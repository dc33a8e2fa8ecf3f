import { realCurrencyOf, type MoneyRules } from '../../../currency/index.js';
import { negate } from '../../../decimal/index.js';
import {
  isBillingError,
  isGiven,
  openChild,
  optionalFlag,
  optionalText,
  pathAtKey,
  requiredText,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { InvoiceRecord, RecordedInvoice, RecordedMove, RecordedNote } from '../../../invoices/index.js';
import { instantOfMillis } from '../../../time/index.js';
import type { CustomerBalanceAction } from '../../../wire/index.js';
import { choiceAt, figureAt, instantAt, objectsAt } from '../../decode/document-fields.js';
import { readRecordedLine } from './recorded-line.js';

const usd = { code: 'USD', real: true, places: 2, rounding: 'half_up' } as const;

/** Reads what the life of an invoice depends on from its document; faults are appended, each with its path. */
export function readInvoiceRecord(invoice: Fields, rules: MoneyRules): InvoiceRecord {
  const customer = openChild(invoice, 'customer');
  const collection = isGiven(valueAt(invoice, 'auto_collection')) ? openChild(invoice, 'auto_collection') : null;
  return {
    id: requiredText(invoice, 'id'),
    invoice_number: optionalText(invoice, 'invoice_number'),
    status: choiceAt(invoice, 'status', ['draft', 'issued', 'paid', 'synced', 'void']),
    source: choiceAt(invoice, 'invoice_source', ['subscription', 'partial', 'one_off']),
    customer_id: customer === null ? '' : requiredText(customer, 'id'),
    currency: readCurrency(invoice, rules),
    invoice_date: instantAt(invoice, 'invoice_date') ?? instantOfMillis(0),
    total: figureAt(invoice, 'total'),
    amount_due: figureAt(invoice, 'amount_due'),
    will_auto_issue: optionalFlag(invoice, 'will_auto_issue'),
    auto_collection: collection !== null && optionalFlag(collection, 'enabled'),
    eligible_to_issue_at: instantAt(invoice, 'eligible_to_issue_at'),
    balance_moves: objectsAt(invoice, 'customer_balance_transactions').map(readMove),
  };
}

/** Reads an invoice document with its lines. */
export function readRecordedInvoice(invoice: Fields, rules: MoneyRules): RecordedInvoice {
  const record = readInvoiceRecord(invoice, rules);
  const subscription = isGiven(valueAt(invoice, 'subscription')) ? openChild(invoice, 'subscription') : null;
  return {
    ...record,
    place: invoice.place,
    subscription_id: subscription && optionalText(subscription, 'id'),
    subtotal: figureAt(invoice, 'subtotal'),
    lines: objectsAt(invoice, 'line_items').map((line) => readRecordedLine(line, record.currency.code)),
    credit_notes: objectsAt(invoice, 'credit_notes').map(readNote),
    issued_at: instantAt(invoice, 'issued_at'),
    paid_at: instantAt(invoice, 'paid_at'),
    voided_at: instantAt(invoice, 'voided_at'),
  };
}

/** An unknown currency is a fault; reading goes on with two decimal places, to find what else is wrong. */
function readCurrency(invoice: Fields, rules: MoneyRules): InvoiceRecord['currency'] {
  const code = requiredText(invoice, 'currency');
  if (code === '') return usd;
  try {
    return realCurrencyOf(code, pathAtKey(invoice, 'currency'), rules);
  } catch (error) {
    if (!isBillingError(error)) throw error;
    invoice.issues.push(...error.issues);
    return usd;
  }
}

const actions: readonly [CustomerBalanceAction, ...CustomerBalanceAction[]] = [
  'applied_to_invoice',
  'manual_adjustment',
  'prorated_refund',
  'revert_prorated_refund',
  'return_from_voiding',
  'credit_note_applied',
  'credit_note_voided',
  'overpayment_refund',
  'external_payment',
  'small_invoice_carryover',
];

function readMove(transaction: Fields): RecordedMove {
  const note = isGiven(valueAt(transaction, 'credit_note')) ? openChild(transaction, 'credit_note') : null;
  const amount = figureAt(transaction, 'amount');
  const type = choiceAt(transaction, 'type', ['increment', 'decrement']);
  return {
    action: choiceAt(transaction, 'action', actions),
    change: type === 'increment' ? amount : negate(amount),
    starting_balance: figureAt(transaction, 'starting_balance'),
    ending_balance: figureAt(transaction, 'ending_balance'),
    credit_note_id: note && optionalText(note, 'id'),
  };
}

function readNote(note: Fields): RecordedNote {
  return {
    id: requiredText(note, 'id'),
    type: requiredText(note, 'type'),
    total: figureAt(note, 'total'),
    is_order_change: valueAt(note, 'reason') === 'Order change',
    is_void: isGiven(valueAt(note, 'voided_at')),
    amounts: null,
  };
}
