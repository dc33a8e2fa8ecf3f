import type { Rational } from '../../support/rational.js';
import type { LifePlan } from './life.js';

/** What was used of an item, and when. */
export type Use = { readonly at: number; readonly item: number; readonly quantity: Rational };

/** Credits that were granted; `until` null: for ever. */
export type Grant = {
  readonly id: string;
  readonly amount: Rational;
  readonly from: number;
  readonly until: number | null;
  readonly filter: number | null;
  readonly created: number;
};

/** All that happened in a life, by instants. */
export type History = {
  readonly timezone: string;
  readonly began: number;
  readonly ended: number;
  readonly subscriptions: readonly {
    readonly id: string;
    readonly plan: LifePlan;
    readonly threshold: Rational | null;
  }[];
  readonly thresholds: readonly Rational[];
  readonly uses: readonly Use[];
  readonly grants: readonly Grant[];
};

/** What can be seen of it in the end: a line of text for each invoice, entry and alert. */
export type Outcome = {
  readonly invoices: readonly string[];
  readonly entries: readonly string[];
  readonly alerts: readonly string[];
};

/** An instant as it stands in lines of text. */
export function timeText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}
