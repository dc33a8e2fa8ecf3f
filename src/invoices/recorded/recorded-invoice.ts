import type { Decimal } from '../../decimal/index.js';
import type { DatedRefund } from '../../proration/index.js';
import type { Place } from '../../errors/index.js';
import type { Instant } from '../../time/index.js';
import type { InvoiceRecord } from './invoice-record.js';
import type { RecordedLine } from './recorded-line.js';

/** A credit note as its invoice mentions it. */
export type RecordedNote = {
  readonly id: string;
  readonly type: string;
  readonly total: Decimal;
  /** Whether it gives back what is not used of a service that was left. */
  readonly is_order_change: boolean;
  readonly is_void: boolean;
  /** What it took back of each line, before tax; null where only its total is known. */
  readonly amounts: ReadonlyMap<string, Decimal> | null;
  /** For which time it took back how much of each line; none said: not known. */
  readonly dated?: ReadonlyMap<string, readonly DatedRefund[]>;
};

/** An invoice as its document shows it, with its lines. */
export type RecordedInvoice = InvoiceRecord & {
  readonly place: Place;
  /** Null for an invoice of no subscription. */
  readonly subscription_id: string | null;
  readonly subtotal: Decimal;
  readonly lines: readonly RecordedLine[];
  readonly credit_notes: readonly RecordedNote[];
  readonly issued_at: Instant | null;
  readonly paid_at: Instant | null;
  readonly voided_at: Instant | null;
};
