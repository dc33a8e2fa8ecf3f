import type { Decimal } from '../decimal/index.js';
import type { Instant } from '../time/index.js';

/** Price intervals that one consequence concerns, by id, in the order of the timeline. */
type Concerned = { readonly price_interval_ids: readonly string[] };

/** A stretch of a billed period, and how many units of a fee were and are in force in it. */
export type QuantityStretch = {
  readonly start: Instant;
  readonly end: Instant;
  readonly from: Decimal;
  readonly to: Decimal;
  /** The fewest that were asked for between now and then: what was more is on no invoice but a draft. */
  readonly least: Decimal;
};

/**
 * What a changed timeline means for invoices and credits (§9.2), as data that can be carried out in list order without
 * knowing which operation led to it. Intervals are those of the timeline after the change, save in `refund_unused`,
 * `bill_arrears`, `expire_allocations` and `resume_allocations`, where they may be ones that the change removed.
 */
export type Consequence =
  /** Refund what was billed in advance for the time from `from` on and is not used any more (§5, D27). */
  | ({ readonly kind: 'refund_unused'; readonly from: Instant } & Concerned)
  /** Take back refunds and invoices that an end at `from`, which no longer holds, brought about. */
  | ({ readonly kind: 'reverse_cut'; readonly from: Instant } & Concerned)
  /** Invoice now, dated `at`, the arrears of service periods that end at `at`. */
  | ({ readonly kind: 'bill_arrears'; readonly at: Instant } & Concerned)
  /** Invoice now, dated `at` and on an invoice of its own, the advances of service periods that start at `at`. */
  | ({ readonly kind: 'bill_advance'; readonly at: Instant } & Concerned)
  /** Settle, in a period from `at` on that was billed in advance, what its stretches come to and what stands billed (§9.2). */
  | {
      readonly kind: 'change_quantity';
      readonly at: Instant;
      readonly price_interval_id: string;
      readonly stretches: readonly QuantityStretch[];
    }
  /** Recompute every invoice dated in `[from, until]`: issued and wrong → void and re-issue; paid or synced → difference. */
  | { readonly kind: 'correct_invoices'; readonly from: Instant; readonly until: Instant }
  /** Let credits that an allocation granted end at `at`. */
  | ({ readonly kind: 'expire_allocations'; readonly at: Instant } & Concerned)
  /** Let credits go on that were to end at `from`, which no longer holds (§8.6, L44). */
  | ({ readonly kind: 'resume_allocations'; readonly from: Instant } & Concerned)
  /** Recompute drafts of invoices dated `from` or later. */
  | { readonly kind: 'recompute_drafts'; readonly from: Instant };

/** The names of the consequences. */
export type ConsequenceKind = Consequence['kind'];
