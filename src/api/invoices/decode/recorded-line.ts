import {
  isGiven,
  isTextList,
  openChild,
  optionalFlag,
  optionalText,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import type { RecordedAdjustment, RecordedLine, RecordedTax } from '../../../invoices/index.js';
import { readConversion } from '../../../prices/index.js';
import { instantOfMillis, type Instant } from '../../../time/index.js';
import { choiceAt, figureAt, objectsAt, requiredInstantAt } from '../../decode/document-fields.js';
import { adjustmentTypes } from '../../decode/shapes/workings.js';
import { isInstalment } from '../../prices/decode/price-subject.js';

/** Reads a line item of an invoice document, ours or a fetched one. */
export function readRecordedLine(line: Fields, invoice_currency: string): RecordedLine {
  const price = openChild(line, 'price');
  const currency = price && optionalText(price, 'currency');
  const is_money = currency === null || currency === invoice_currency;
  return {
    id: requiredText(line, 'id'),
    place: line.place,
    name: optionalText(line, 'name') ?? '',
    price_id: price === null ? '' : requiredText(price, 'id'),
    start: dateAt(line, 'start_date'),
    end: dateAt(line, 'end_date'),
    ...readMode(price),
    grouping: optionalText(line, 'grouping'),
    quantity: figureAt(line, 'quantity'),
    subtotal: figureAt(line, 'subtotal'),
    adjustments: objectsAt(line, 'adjustments').map(readAdjustment),
    adjusted_subtotal: figureAt(line, 'adjusted_subtotal'),
    credits_applied: figureAt(line, 'credits_applied'),
    partially_invoiced_amount: figureAt(line, 'partially_invoiced_amount'),
    amount: figureAt(line, 'amount'),
    taxes: objectsAt(line, 'tax_amounts').map(readTax),
    rows: objectsAt(line, 'sub_line_items').map((row) => figureAt(row, 'amount')),
    is_money,
    conversion: is_money || price === null ? null : readConversion(price),
  };
}

function readMode(price: Fields | null): Pick<RecordedLine, 'is_advance' | 'is_instalment'> {
  if (price === null) return { is_advance: false, is_instalment: false };
  return { is_advance: valueAt(price, 'billing_mode') === 'in_advance', is_instalment: isInstalment(price) };
}

function dateAt(line: Fields, key: string): Instant {
  return requiredInstantAt(line, key) ?? instantOfMillis(0);
}

function readAdjustment(adjustment: Fields): RecordedAdjustment {
  checkRepeated(adjustment);
  return {
    id: requiredText(adjustment, 'id'),
    adjustment_type: choiceAt(adjustment, 'adjustment_type', adjustmentTypes),
    is_invoice_level: optionalFlag(adjustment, 'is_invoice_level'),
    amount: figureAt(adjustment, 'amount'),
  };
}

/** What credit notes repeat of an adjustment as the document has it, none of which decides an amount. */
function checkRepeated(adjustment: Fields): void {
  optionalText(adjustment, 'reason');
  const ids = valueAt(adjustment, 'applies_to_price_ids');
  if (isGiven(ids) && !isTextList(ids)) report(adjustment, 'applies_to_price_ids', wanting(ids, 'a list of texts'));
  for (const key of ['amount_discount', 'percentage_discount']) {
    if (isGiven(valueAt(adjustment, key))) figureAt(adjustment, key);
  }
}

function readTax(tax: Fields): RecordedTax {
  const given = isGiven(valueAt(tax, 'tax_rate_percentage'));
  return {
    description: optionalText(tax, 'tax_rate_description') ?? '',
    percentage: given ? figureAt(tax, 'tax_rate_percentage') : null,
    amount: figureAt(tax, 'amount'),
  };
}
