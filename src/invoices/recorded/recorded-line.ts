import type { Decimal } from '../../decimal/index.js';
import type { Place } from '../../errors/index.js';
import type { Conversion } from '../../prices/index.js';
import type { Instant } from '../../time/index.js';
import type { AdjustmentType } from '../../wire/index.js';

/** What an adjustment did to a line; `amount` is a magnitude (F2). */
export type RecordedAdjustment = {
  readonly id: string;
  readonly adjustment_type: AdjustmentType;
  readonly is_invoice_level: boolean;
  readonly amount: Decimal;
};

/** One tax on a line; the percentage is out of a hundred, null where only the amount is known. */
export type RecordedTax = {
  readonly description: string;
  readonly percentage: Decimal | null;
  readonly amount: Decimal;
};

/** A line as its document shows it: the printed figures, exactly. */
export type RecordedLine = {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  readonly price_id: string;
  readonly start: Instant;
  readonly end: Instant;
  /** Whether it was billed at the start of its service period. */
  readonly is_advance: boolean;
  /** Whether its price is invoiced in instalments: a line then counts all of them from the start of the period (§4.5). */
  readonly is_instalment: boolean;
  readonly grouping: string | null;
  readonly quantity: Decimal;
  readonly subtotal: Decimal;
  readonly adjustments: readonly RecordedAdjustment[];
  readonly adjusted_subtotal: Decimal;
  readonly credits_applied: Decimal;
  readonly partially_invoiced_amount: Decimal;
  readonly amount: Decimal;
  readonly taxes: readonly RecordedTax[];
  /** The amounts of the sub line items. */
  readonly rows: readonly Decimal[];
  /** Whether the amounts before conversion are in the invoice's currency; a pricing unit's are not money. */
  readonly is_money: boolean;
  /** How a pricing unit becomes money; null where the document does not say. */
  readonly conversion: Conversion | null;
};
