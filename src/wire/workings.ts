import type { AdjustmentType } from './adjustment.js';
import type { InvoiceSource } from './invoice.js';
import type { TaxAmount } from './line-item.js';
import type { Policies } from './policies.js';
import type { ModelType } from './price-model-configs.js';
import type { PriceType } from './price.js';
import type { DateTimeText, DecimalText } from './text.js';

/** The share of a full period that a line covers, unreduced: days, or milliseconds under `proration_basis: 'second'`. */
export type FractionWorkings = { readonly numerator: DecimalText; readonly denominator: DecimalText };

/**
 * One part of a subtotal. `amount` is exact (a value that does not terminate is cut at twenty places); `shown_amount` is
 * what an invoice shows for it, so that the parts of a line add up to its subtotal; null outside an invoice.
 */
export type ChargeWorkings = {
  readonly kind: 'units' | 'tier' | 'volume' | 'package' | 'cell' | 'threshold' | 'group' | 'amount';
  readonly name: string;
  /** Billable: units, or packages where `package_size` is set. */
  readonly quantity: DecimalText;
  /** Null where the amount is the sum of `parts`. */
  readonly unit_amount: DecimalText | null;
  readonly amount: DecimalText;
  readonly shown_amount: DecimalText | null;
  readonly grouping: { readonly key: string; readonly value: string | null } | null;
  /** Tier bounds, the first exclusive, the last inclusive (null: no end); null where the model has no tiers. */
  readonly tier: { readonly first_unit: DecimalText; readonly last_unit: DecimalText | null } | null;
  readonly cell: {
    readonly dimensions: readonly string[];
    readonly dimension_values: readonly (string | null)[];
    readonly is_default: boolean;
  } | null;
  /** What `unit_amount` is per in a matrix of factors: the quantity times the factor of the cell. */
  readonly scaled_quantity: DecimalText | null;
  readonly package_size: DecimalText | null;
  /** The units that the packages hold. */
  readonly metered: DecimalText | null;
  readonly threshold: DecimalText | null;
  /** Products that add up to the amount of a whole period; null for charges of one rate. */
  readonly parts: readonly PartWorkings[] | null;
};

/** One step of an amount: the product of its factors, each a decimal or a fraction `n/d`. */
export type PartWorkings = {
  readonly name: string;
  readonly factors: readonly string[];
  readonly amount: DecimalText;
};

/** How a price's subtotal came about: Σ `charges[].amount`, each already scaled by `fraction` where that is not null. */
export type PriceWorkings = {
  readonly kind: 'price';
  /** One of the 38, or the name of a custom model. */
  readonly model_type: ModelType | (string & {});
  readonly price_type: PriceType;
  readonly quantity: DecimalText;
  readonly charges: readonly ChargeWorkings[];
  readonly fraction: FractionWorkings | null;
  /** Exact and unrounded. */
  readonly subtotal: DecimalText;
};

/** What one adjustment did to a line; every value is exact but the shown change. */
export type AdjustmentWorkings = {
  readonly adjustment_id: string;
  readonly adjustment_type: AdjustmentType;
  readonly is_invoice_level: boolean;
  readonly reason: string | null;
  /** Units, an amount, or a fraction of 1, as configured; null where it is graduated by bands. */
  readonly value: DecimalText | null;
  readonly bands: readonly PercentageBandWorkings[] | null;
  /** Signed: a discount is below zero, a minimum above. */
  readonly change: DecimalText;
  /** As the document shows it, signed: shown subtotal and shown changes add up to the shown adjusted subtotal. */
  readonly shown_change: DecimalText;
};

/** A band of a graduated percentage: (lower, upper], without end where upper is null. */
export type PercentageBandWorkings = {
  readonly lower_bound: DecimalText;
  readonly upper_bound: DecimalText | null;
  readonly percentage: DecimalText;
};

/** A line from its exact subtotal to its adjusted one. */
export type AdjustedLineWorkings = {
  readonly line_id: string;
  readonly currency: string;
  /** Null where the subtotal was given. */
  readonly rating: PriceWorkings | null;
  readonly exact_subtotal: DecimalText;
  readonly exact_adjusted_subtotal: DecimalText;
  readonly subtotal: DecimalText;
  readonly adjusted_subtotal: DecimalText;
  readonly adjustments: readonly AdjustmentWorkings[];
};

/** What adjustments made of a set of lines, in the lines' order. */
export type AdjustedWorkings = { readonly kind: 'adjustments'; readonly lines: readonly AdjustedLineWorkings[] };

/** The seven steps of one line (quantity → subtotal → adjustments → credits → conversion → partial → tax). */
export type LineWorkings = {
  readonly line_item_id: string;
  readonly price_id: string;
  readonly name: string;
  /** The price's currency; `amount` and taxes are in the invoice's. */
  readonly currency: string;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText;
  readonly rating: PriceWorkings;
  readonly subtotal: DecimalText;
  readonly adjustments: readonly AdjustmentWorkings[];
  /** After adjustments, before rounding. */
  readonly exact_adjusted_subtotal: DecimalText;
  readonly adjusted_subtotal: DecimalText;
  readonly credits_applied: DecimalText;
  /** The part of `credits_applied` that earlier invoices of the service period applied. */
  readonly credits_applied_before: DecimalText;
  /** What this invoice adds to `credits_applied`, block by block in the order of burning. */
  readonly credits: readonly CreditWorkings[];
  /** What credits left, in the price's currency. */
  readonly after_credits: DecimalText;
  /** In the invoice's currency: after credits, converted if the price is in a virtual currency. */
  readonly converted_amount: DecimalText;
  /** How a virtual amount became money; null for a price in the invoice's own currency. */
  readonly conversion: readonly ConversionPartWorkings[] | null;
  readonly partially_invoiced_amount: DecimalText;
  readonly amount: DecimalText;
  readonly taxes: readonly TaxAmount[];
  readonly tax_amount: DecimalText;
};

/** What one credit block paid of a line, in the price's currency. */
export type CreditWorkings = { readonly block_id: string; readonly amount: DecimalText };

/** One part of a converted amount: units of the virtual currency × a rate. */
export type ConversionPartWorkings = {
  readonly quantity: DecimalText;
  readonly unit_amount: DecimalText;
  /** Exact, in the invoice's currency. */
  readonly amount: DecimalText;
  /** Rounded so that the parts add up to the line's `converted_amount`. */
  readonly shown_amount: DecimalText;
};

/** The record an invoice was folded from; every amount of the document is one of its sums. */
export type InvoiceWorkings = {
  readonly kind: 'invoice';
  readonly invoice_id: string;
  readonly invoice_source: InvoiceSource;
  readonly customer_id: string;
  readonly currency: string;
  readonly timezone: string;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText;
  readonly lines: readonly LineWorkings[];
  readonly subtotal: DecimalText;
  readonly tax: DecimalText;
  readonly total: DecimalText;
  readonly customer_balance: DecimalText;
  /** What the balance takes off `total`; negative where an old debt is added. */
  readonly balance_applied: DecimalText;
  readonly amount_due: DecimalText;
  /** What deserves a look and was no reason to refuse. */
  readonly issues: readonly IssueWorkings[];
  /** Every policy in force (§14), so that the invoice can be computed again. */
  readonly policies: Policies;
};

/** A warning: where, what, and why. */
export type IssueWorkings = {
  readonly path: string;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
};
