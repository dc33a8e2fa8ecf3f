import { roundMoney } from '../../../currency/index.js';
import { absolute, type Decimal, type Exact } from '../../../decimal/index.js';
import type { RecordedInvoice } from '../../../invoices/index.js';
import { prorate, shareOf } from '../../../proration/index.js';
import type { QuantityJump } from '../../../subscriptions/index.js';
import type { Instant, Period } from '../../../time/index.js';
import type { BillableStep } from './billing.js';

/** The period in which a change of a quantity lies, and what the change comes to over all of it. */
export type UndoneAmount = { readonly period: Period; readonly amount: Exact };

/** A change of a price's quantity that lies ahead and holds no more. */
export type UndoneQuantity = {
  readonly price_id: string;
  readonly at: Instant;
  readonly undone: QuantityJump;
  /**
   * The period it lies in, and what it comes to over all of it; null: the price ends before. A refund of
   * that end allows for a note that reaches beyond it, which therefore stays.
   */
  readonly whole: UndoneAmount | null;
};

/** What a change came to in a time within its period, unsigned and rounded as its document rounded it (§1.1). */
export function undoneIn(
  { period, amount }: UndoneAmount,
  { time, invoice }: { readonly time: Period; readonly invoice: RecordedInvoice },
  step: BillableStep,
): Decimal {
  const { zone } = step.customer;
  const share = shareOf({ service_period: time, full_period: period, zone, basis: step.policies.proration_basis });
  return absolute(roundMoney(prorate(amount, share), invoice.currency));
}
