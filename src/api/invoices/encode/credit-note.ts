import { printMoney, type RealCurrency } from '../../../currency/index.js';
import { divideExact, isZero, roundExact, toNumber, type Decimal } from '../../../decimal/index.js';
import type { CreditedLine, CreditedLines, RecordedAdjustment } from '../../../invoices/index.js';
import { formatInstant, type Instant } from '../../../time/index.js';
import type {
  CreditNote,
  CreditNoteDiscount,
  CreditNoteLineItem,
  CreditNoteLineItemDiscount,
  CreditNoteReason,
  InvoiceLineItem,
  MonetaryAdjustment,
  Writable,
} from '../../../wire/index.js';
import { creditLineId } from '../decode/credited-lines.js';
import type { CreditNoteRequest, RequestedCredit } from '../decode/credit-note-request.js';

/** What a credit note says beside its amounts. */
export type CreditNoteHeading = {
  readonly id: string;
  readonly credit_note_number: string;
  readonly invoice_id: string;
  readonly customer: CreditNote['customer'];
  readonly type: CreditNote['type'];
  readonly at: Instant;
  readonly currency: RealCurrency;
  /** The invoice's lines as its document shows them, by id. */
  readonly lines: ReadonlyMap<string, InvoiceLineItem>;
};

// The API takes a reason in one form and words it in another.
const reasons: { readonly [R in CreditNoteRequest['reason']]: CreditNoteReason } = {
  duplicate: 'Duplicate',
  fraudulent: 'Fraudulent',
  order_change: 'Order change',
  product_unsatisfactory: 'Product unsatisfactory',
};

/** Writes a credit note as Orb's document (§11.4). */
export function encodeCreditNote(
  credited: CreditedLines,
  request: CreditNoteRequest,
  heading: CreditNoteHeading,
): Writable<CreditNote> {
  const { currency } = heading;
  const print = (amount: Decimal) => printMoney(amount, currency);
  const ofType = (...types: readonly string[]) =>
    credited.adjustments.filter(({ adjustment_type, amount }) => types.includes(adjustment_type) && !isZero(amount));
  const [maximum] = ofType('maximum');
  const [minimum] = ofType('minimum');
  const discounts = credited.adjustments.filter(
    ({ adjustment_type, amount }) => adjustment_type.endsWith('_discount') && !isZero(amount),
  );
  const shown = (adjustment: RecordedAdjustment) => encodeDiscount(adjustment, credited.subtotal, heading);
  return {
    id: heading.id,
    credit_note_number: heading.credit_note_number,
    invoice_id: heading.invoice_id,
    customer: { ...heading.customer },
    type: heading.type,
    reason: reasons[request.reason],
    memo: request.memo,
    line_items: credited.lines.map((line, position) =>
      encodeLine(line, request.credits[position] as RequestedCredit, heading),
    ),
    discounts: discounts.map(shown),
    maximum_amount_adjustment: maximum ? shown(maximum) : null,
    minimum_amount_refunded: minimum ? print(minimum.amount) : null,
    subtotal: print(credited.subtotal),
    total: print(credited.total),
    credit_note_pdf: null,
    created_at: formatInstant(heading.at),
    voided_at: null,
  };
}

function encodeLine(
  line: CreditedLine,
  credit: RequestedCredit,
  heading: CreditNoteHeading,
): Writable<CreditNoteLineItem> {
  const { currency } = heading;
  const billed = heading.lines.get(line.line_id) as InvoiceLineItem;
  const discounts = line.adjustments.filter(
    ({ adjustment_type, amount }) => adjustment_type.endsWith('_discount') && !isZero(amount),
  );
  return {
    id: creditLineId(heading.id, line.line_id),
    name: billed.name,
    item_id: billed.price.item.id,
    quantity: null,
    subtotal: printMoney(line.subtotal, currency),
    amount: printMoney(line.amount, currency),
    discounts: discounts.map((discount) => encodeLineDiscount(discount, line, heading)),
    tax_amounts: line.taxes.map((tax, position) => ({
      ...(billed.tax_amounts[position] as InvoiceLineItem['tax_amounts'][number]),
      amount: printMoney(tax, currency),
    })),
    start_time_inclusive: formatInstant(credit.service_period.start),
    end_time_exclusive: formatInstant(credit.service_period.end),
  };
}

function encodeLineDiscount(
  discount: RecordedAdjustment,
  line: CreditedLine,
  { currency, lines }: CreditNoteHeading,
): Writable<CreditNoteLineItemDiscount> {
  const document = documentOf(discount, lines);
  const amount_applied = printMoney(discount.amount, currency);
  return {
    id: discount.id,
    discount_type: discount.adjustment_type === 'percentage_discount' ? 'percentage' : 'amount',
    percentage_discount: percentageOf(discount, document, line.subtotal),
    amount_discount: document?.adjustment_type === 'amount_discount' ? document.amount_discount : null,
    amount_applied,
    reason: document?.reason ?? null,
    applies_to_price_ids: [...(document?.applies_to_price_ids ?? [])],
  };
}

function encodeDiscount(
  discount: RecordedAdjustment,
  subtotal: Decimal,
  { currency, lines }: CreditNoteHeading,
): Writable<CreditNoteDiscount> {
  const document = documentOf(discount, lines);
  return {
    discount_type: 'percentage',
    percentage_discount: percentageOf(discount, document, subtotal),
    amount_applied: printMoney(discount.amount, currency),
    reason: document?.reason ?? null,
    applies_to_prices: [...lines.values()]
      .filter(({ adjustments }) => adjustments.some(({ id }) => id === discount.id))
      .map(({ price }) => ({ id: price.id, name: price.name })),
  };
}

function documentOf({ id }: RecordedAdjustment, lines: CreditNoteHeading['lines']): MonetaryAdjustment | undefined {
  for (const { adjustments } of lines.values()) {
    const document = adjustments.find((adjustment) => adjustment.id === id);
    if (document) return document;
  }
  return undefined;
}

/** A percentage's own, else the fraction that the share comes to, because the document wants one of every discount. */
function percentageOf(
  { amount }: RecordedAdjustment,
  document: MonetaryAdjustment | undefined,
  subtotal: Decimal,
): number {
  if (document?.adjustment_type === 'percentage_discount') return document.percentage_discount;
  // Sixteen places are more than a JSON number tells apart.
  return isZero(subtotal) ? 0 : toNumber(roundExact(divideExact(amount, subtotal), 16, 'half_up'));
}
