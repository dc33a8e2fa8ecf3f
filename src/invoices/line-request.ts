import type { SubjectReading } from '../adjustments/index.js';
import type { LicensedUse } from '../credits/index.js';
import type { Currency } from '../currency/index.js';
import type { Portion } from '../cycles/index.js';
import type { Place } from '../errors/index.js';
import type { Conversion, PreparedPrice, Usage } from '../prices/index.js';
import type { IntervalSettings } from '../subscriptions/index.js';
import type { Instant, Period } from '../time/index.js';
import type { PriceFilter } from '../wire/index.js';
import type { QuantityDifference } from './rate-difference.js';
import type { QuantitySpan } from './rate-quantities.js';

/** What had been used up to an instant, each quantity between none and what the line is billed for. */
export type UsageUntil = (end: Instant) => Usage;

/** Whose usage a price interval counts, and what of it. */
export type CountedUsage = Pick<IntervalSettings, 'usage_customer_ids' | 'filter'>;

/**
 * What one line is made of: a price over a service period. `place` is where the price stands in the input.
 *
 * A subscription makes one of each price interval and service period that an invoice bills; a bare list of prices makes
 * one of each price, the price being its own interval and the period its whole cell.
 */
export type LineRequest = {
  /** With the period's start it identifies the line over all invoices of the period. */
  readonly price_interval_id: string;
  readonly price_id: string;
  readonly name: string;
  readonly place: Place;
  readonly currency: Currency;
  readonly conversion: Conversion | null;
  readonly subject: SubjectReading;
  /** The service period. */
  readonly period: Period;
  /** What of it the invoice shows: all, or on a partial invoice what has passed. */
  readonly shown_period: Period;
  /** The date by which adjustments are in force on the line, whichever invoice bills it (§6). */
  readonly adjusted_at: Instant;
  /** The whole cell of which the service period is a part (D12). */
  readonly full_period: Period;
  /** What falls due of it with this invoice where the invoicing cycle splits it (§4.5); none said: all of it. */
  readonly portion?: Portion | null;
  /** The quantities of a fixed fee, in arrears or in instalments, that changed within the period, in order; none said: one. */
  readonly quantities?: readonly QuantitySpan[] | null;
  /** A change of quantity that is billed for the rest of its period; none said: the fee itself is billed. */
  readonly difference?: QuantityDifference | null;
  readonly prepared: PreparedPrice;
  /** Whose usage was counted and by which filter, as far as the subscription says; none said: the customer's, all of it. */
  readonly counted?: CountedUsage | null;
  /** Which other lines a composite price looks at; none said: every line that is no composite (F9). */
  readonly filters?: readonly PriceFilter[] | null;
  /** Null where nothing was metered: a fixed price has a quantity of its own. */
  readonly usage: Usage | null;
  /** When it was used, which decides what credits of which day pay; none said: by the last day. */
  readonly usageUntil?: UsageUntil | null;
  /** Who used it, which decides whose own credits pay; none said: nobody in particular. */
  readonly licensed?: readonly LicensedUse[] | null;
};
