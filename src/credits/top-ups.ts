import { compare, divide, subtract, toNumber, zero, type Decimal } from '../decimal/index.js';
import { fail } from '../errors/index.js';
import { addDays, addMonths, localDate, localDay, localMidnight, type Instant, type TimeZone } from '../time/index.js';
import type { CreditBlock } from './block.js';
import { advanced, type Ledger } from './ledger.js';
import type { LedgerEntry } from './run/entry.js';
import { runLedger, type LedgerRun } from './run/run-ledger.js';
import { overagesOf } from './run/unpaid.js';

/** A number of days or months. */
export type Lifetime = { readonly count: number; readonly unit: 'day' | 'month' };

/** A standing order to buy credits whenever the balance falls to a threshold (§8.6). */
export type TopUp = {
  readonly id: string;
  readonly threshold: Decimal;
  /** Above zero; nothing would ever lift the balance otherwise. */
  readonly amount: Decimal;
  readonly cost_basis: Decimal | null;
  readonly active_from: Instant | null;
  readonly lifetime: Lifetime | null;
  readonly awaits_payment: boolean;
};

/** When a top-up is evaluated, how often it may buy, and how the blocks it buys are called. */
export type TopUpTerms = {
  readonly at: Instant;
  readonly grace_hours: number;
  readonly most: number;
  readonly idOf: (ledger: Ledger, effective: Instant) => string;
};

/** A ledger with the blocks that a top-up has bought. */
export type ToppedUp = { readonly ledger: Ledger; readonly bought: readonly CreditBlock[] };

/**
 * Buys the least number of blocks that keeps the balance above the threshold at every balance change up to `at`, and that
 * pays for usage before it becomes overage (§8.6). A block counts from the local start of the day on which it was needed
 * (F22). While one awaits its payment no other is bought.
 *
 * @throws `top_up_limit` when the cap of purchases is reached and the balance is still at or below the threshold
 */
export function topUp(ledger: Ledger, order: TopUp, terms: TopUpTerms): ToppedUp {
  let topped: ToppedUp = { ledger: advanced(ledger, terms.at), bought: [] };
  // Each turn buys at least one block, so that there are at most as many turns as purchases.
  for (;;) {
    const isPaused = topped.ledger.blocks.some(
      ({ source, usable_from }) => source === 'top_up' && usable_from === null,
    );
    const need = isPaused ? null : firstNeed(topped.ledger, order, terms);
    if (need === null) return topped;
    const count = order.awaits_payment ? 1 : timesOver(need.shortfall, order, terms.most - topped.bought.length);
    if (topped.bought.length + count > terms.most) refuseMore(terms.most);
    for (let turn = 0; turn < count; turn += 1) topped = buy(topped, { order, terms, at: need.at });
  }
}

type Need = { readonly at: Instant; readonly shortfall: Decimal };

/** The first balance at or below the threshold, and how far credits fall short of it. */
function firstNeed(ledger: Ledger, order: TopUp, { at, grace_hours }: TopUpTerms): Need | null {
  const run = runLedger(ledger, { until: at, grace_hours });
  const from = order.active_from === null ? null : localDay(ledger.zone, order.active_from).start;
  const needs = [...lowBalances(run, order), ...wantsOf(run, order)].filter((need) => from === null || need.at >= from);
  if (needs.length > 0) return needs.reduce(earlierOrGreater);
  const isLow = compare(run.balance, order.threshold) <= 0 && (from === null || at >= from);
  return isLow ? { at, shortfall: subtract(order.threshold, run.balance) } : null;
}

function earlierOrGreater(a: Need, b: Need): Need {
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return compare(b.shortfall, a.shortfall) > 0 ? b : a;
}

/** ≤: the threshold itself is low enough. What expiries and increments of one instant lead to counts once all are entered. */
function lowBalances({ entries }: LedgerRun, { threshold }: TopUp): readonly Need[] {
  return entries.flatMap((entry, position) => {
    const next = entries[position + 1];
    const isBetween = next !== undefined && next.at === entry.at && isOpening(entry) && isOpening(next);
    const isLow = entry.status === 'committed' || entry.type !== 'increment';
    if (isBetween || !isLow || compare(entry.end, threshold) > 0) return [];
    return [{ at: entry.at, shortfall: subtract(threshold, entry.end) }];
  });
}

/** What an instant begins with (§8.5): what is lost then can be made good by what is granted then. */
function isOpening({ type }: LedgerEntry): boolean {
  return type === 'increment' || type === 'credit_block_expiry';
}

/**
 * What is about to be billed for want of credits; what an issued invoice billed stays billed. Not all of it may be wanted: a
 * purchase that pays for what was a deficit lifts the balance with which the rest is billed.
 */
function wantsOf(run: LedgerRun, { threshold }: TopUp): readonly Need[] {
  return overagesOf(run)
    .filter(({ balance }) => compare(balance, threshold) <= 0)
    .map(({ charge, balance }) => ({ at: charge.day, shortfall: subtract(threshold, balance) }));
}

/** The least number of purchases that exceed a shortfall: one more than fit into it. */
function timesOver(shortfall: Decimal, { amount }: TopUp, most: number): number {
  const fitting = divide(shortfall, amount, 0, 'floor');
  return compare(shortfall, zero) < 0 ? 1 : Math.min(toNumber(fitting) + 1, most + 1);
}

function refuseMore(most: number): never {
  const message = `needs more than ${most} purchases to lift the balance above the threshold; raise its amount or policies.max_top_ups`;
  return fail('top_ups', 'top_up_limit', message);
}

type Purchase = { readonly order: TopUp; readonly terms: TopUpTerms; readonly at: Instant };

function buy({ ledger, bought }: ToppedUp, { order, terms, at }: Purchase): ToppedUp {
  const effective = localDay(ledger.zone, at).start;
  const block: CreditBlock = {
    id: terms.idOf(ledger, effective),
    amount: order.amount,
    effective,
    usable_from: order.awaits_payment ? null : effective,
    expiry: order.lifetime === null ? null : afterLifetime(effective, order.lifetime, ledger.zone),
    cost_basis: order.cost_basis,
    filters: [],
    license_id: null,
    write_off_overage: false,
    writes_off: null,
    allocation: null,
    source: 'top_up',
    granted_by: order.id,
    created: terms.at,
    description: null,
    metadata: {},
  };
  return { ledger: { ...ledger, blocks: [...ledger.blocks, block] }, bought: [...bought, block] };
}

/** The local midnight a lifetime later. */
export function afterLifetime(from: Instant, { count, unit }: Lifetime, zone: TimeZone): Instant {
  const date = localDate(zone, from);
  return localMidnight(zone, unit === 'day' ? addDays(date, count) : addMonths(date, count));
}
