import type { RealCurrency } from '../../../currency/index.js';
import { decimalAt, sign, zero, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  optionalText,
  pathAtKey,
  refuseUnknown,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { LineCredit, RecordedInvoice, RecordedLine } from '../../../invoices/index.js';
import { addDays, localMidnight, readDate, type Period, type TimeZone } from '../../../time/index.js';
import { choiceAt, objectsAt } from '../../decode/document-fields.js';
import { reportUnrounded } from '../../decode/whole-units.js';

/** One line to credit, and the service period that the note states for it. */
export type RequestedCredit = LineCredit & { readonly service_period: Period };

/** A credit note as it is asked for. */
export type CreditNoteRequest = {
  readonly reason: 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory';
  readonly memo: string | null;
  readonly credits: readonly RequestedCredit[];
};

/** Reads Orb's body; amounts are before tax, dates inclusive and local (§11.4). */
export function readCreditNoteRequest(request: Fields, invoice: RecordedInvoice, zone: TimeZone): CreditNoteRequest {
  const global = readDates(request, zone);
  const rows = objectsAt(request, 'line_items');
  if (rows.length === 0)
    report(request, 'line_items', { code: 'missing_field', message: 'is empty; name a line to credit' });
  const own = rows.map((row) => readDates(row, zone));
  refuseMixed(request, { global, own });
  const lines = new Map(invoice.lines.map((line) => [line.id, line]));
  const seen = new Set<string>();
  const credits = rows.flatMap((row, position): readonly RequestedCredit[] => {
    const line = readLine(row, lines, seen);
    const amount = readAmount(row, invoice.currency);
    if (line === null) return [];
    const service_period = own[position] ?? global ?? { start: line.start, end: line.end };
    return [{ line, amount, position, service_period }];
  });
  return {
    reason: choiceAt(request, 'reason', ['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory']),
    memo: optionalText(request, 'memo'),
    credits,
  };
}

function readLine(row: Fields, lines: ReadonlyMap<string, RecordedLine>, seen: Set<string>): RecordedLine | null {
  refuseUnknown(row, ['invoice_line_item_id', 'amount', 'start_date', 'end_date']);
  const id = requiredText(row, 'invoice_line_item_id');
  const line = lines.get(id) ?? null;
  const fault =
    line === null ? 'is not a line of this invoice' : seen.has(id) ? 'is named twice; credit it once' : null;
  if (id !== '' && fault !== null) {
    report(row, 'invoice_line_item_id', { code: 'invalid_reference', message: `${shown(id)} ${fault}` });
  }
  seen.add(id);
  return line;
}

function readAmount(row: Fields, currency: RealCurrency): Decimal {
  const amount = decimalAt(row, 'amount');
  if (amount === undefined) return zero;
  if (sign(amount) <= 0) {
    report(row, 'amount', {
      code: 'invalid_amount',
      message: 'is not above zero; give what is taken back, before tax',
    });
  }
  reportUnrounded(row, 'amount', { value: amount, currency });
  return amount;
}

/** Both dates or none; the period runs to the end of the last day. */
function readDates(fields: Fields, zone: TimeZone): Period | null {
  const keys = ['start_date', 'end_date'].filter((key) => isGiven(valueAt(fields, key)));
  if (keys.length === 0) return null;
  if (keys.length === 1) {
    const missing = keys[0] === 'start_date' ? 'end_date' : 'start_date';
    report(fields, missing, {
      code: 'missing_field',
      message: `is missing beside ${keys[0]}; give both dates or none`,
    });
    return null;
  }
  const start = readDate(valueAt(fields, 'start_date'), pathAtKey(fields, 'start_date'), fields.issues);
  const last = readDate(valueAt(fields, 'end_date'), pathAtKey(fields, 'end_date'), fields.issues);
  if (!start || !last) return null;
  const period = { start: localMidnight(zone, start), end: localMidnight(zone, addDays(last, 1)) };
  if (period.end > period.start) return period;
  report(fields, 'end_date', { code: 'invalid_interval', message: 'is before start_date; both days are included' });
  return null;
}

type Dates = { readonly global: Period | null; readonly own: readonly (Period | null)[] };

/** One period for all lines, or one for each, or none at all (§11.4). */
function refuseMixed(request: Fields, { global, own }: Dates): void {
  const dated = own.filter((period) => period !== null).length;
  const mixed = global !== null ? dated > 0 : dated > 0 && dated < own.length;
  if (!mixed) return;
  const message = 'are dated in part; give one period for the whole note, or one for every line, or none';
  report(request, 'line_items', { code: 'mixed_service_periods', message });
}
