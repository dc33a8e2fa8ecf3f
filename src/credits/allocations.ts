import { equals, type Decimal } from '../decimal/index.js';
import type { Instant, Period } from '../time/index.js';
import type { CreditBlockAllocation, PriceFilter } from '../wire/index.js';
import type { CreditBlock } from './block.js';
import { advanced, type Ledger } from './ledger.js';
import type { LicenseTerm } from './license.js';
import { afterLifetime, type Lifetime } from './top-ups.js';

/** Credits granted anew each period of their cadence (§8.6). */
export type Allocation = {
  readonly id: string;
  readonly amount: Decimal;
  /** How long they stay: with their period, for a time of their own, or for ever (rollover). */
  readonly expires: 'with_period' | 'never' | Lifetime;
  readonly cost_basis: Decimal | null;
  readonly filters: readonly PriceFilter[];
  /** Set: granted to each licence of the type, for its own usage. */
  readonly license_type_id: string | null;
  /** Whether what a licence uses beyond that is written off: neither shared credits pay for it, nor is it billed. */
  readonly write_off_overage: boolean;
  /** What grants it; a price may grant by both. */
  readonly cause: 'allocation' | 'license_allocation';
  /** The item of the price that grants it. */
  readonly item_id: string;
};

/** The periods that are granted for, as far as they have begun by `at`, and the licences there are. */
export type GrantTerms = {
  readonly periods: readonly Period[];
  readonly licenses: readonly LicenseTerm[];
  readonly at: Instant;
  readonly idOf: (cause: readonly string[], effective: Instant) => string;
};

/**
 * Grants a block for each period that has begun, the full amount in a stub too (F21). A period that was granted before is
 * not granted again, because the block's id is made of what it is for (L42); where it turns out to be granted another
 * amount, or to end later, so does its block. One that was deleted stays so.
 */
export function grantAllocation(ledger: Ledger, allocation: Allocation, terms: GrantTerms): Ledger {
  const deleted = new Set(ledger.deleted);
  const granted = terms.periods
    .flatMap((period) => blocksOf(allocation, period, { ledger, terms }))
    .filter((block) => block.effective <= terms.at && !deleted.has(block.id));
  const due = new Map(granted.map((block) => [block.id, block]));
  const known = ledger.blocks.flatMap((block) => {
    const anew = due.get(block.id);
    due.delete(block.id);
    return whileLicensed(anew === undefined ? block : grantedAnew(block, anew), allocation, terms) ?? [];
  });
  return advanced(ledger, terms.at, { blocks: [...known, ...due.values()] });
}

/** An end that cuts a period is an act of its own, so that only a later one is a matter of the block. */
function grantedAnew(block: CreditBlock, { amount, expiry }: CreditBlock): CreditBlock {
  const isLonger = block.expiry !== null && (expiry === null || expiry > block.expiry);
  if (!isLonger && equals(block.amount, amount)) return block;
  return { ...block, amount, expiry: isLonger ? expiry : block.expiry };
}

/**
 * A licence's own credits end with it, also where its end became known after they were granted (§8.6): when a run comes
 * to it makes no difference (L39). Null: it had ended by then, so that they were never asked for.
 */
function whileLicensed(block: CreditBlock, allocation: Allocation, { licenses }: GrantTerms): CreditBlock | null {
  if (block.license_id === null || block.granted_by !== allocation.id) return block;
  const end = licenses.find(({ id }) => id === block.license_id)?.end ?? null;
  if (end === null) return block;
  if (end <= block.effective) return null;
  return allocation.expires === 'with_period' ? expiringBy(block, end) : block;
}

function expiringBy(block: CreditBlock, end: Instant): CreditBlock {
  return block.expiry !== null && block.expiry <= end ? block : { ...block, expiry: end };
}

/** What an allocation has granted, and which blocks are what it is to grant. */
export type GrantedBlocks = { readonly allocation_id: string; readonly isDue: (block: CreditBlock) => boolean };

/** Takes back blocks of an allocation that, as is known now, were never asked for. */
export function withdrawGrants(ledger: Ledger, { allocation_id, isDue }: GrantedBlocks): Ledger {
  const isKept = (block: CreditBlock): boolean =>
    block.source !== 'allocation' || block.granted_by !== allocation_id || isDue(block);
  return ledger.blocks.every(isKept) ? ledger : { ...ledger, blocks: ledger.blocks.filter(isKept) };
}

type Granting = { readonly ledger: Ledger; readonly terms: GrantTerms };

function blocksOf(allocation: Allocation, period: Period, granting: Granting): readonly CreditBlock[] {
  const { license_type_id } = allocation;
  if (license_type_id === null) return [blockFor(allocation, { period, license: null }, granting)];
  return granting.terms.licenses
    .filter((license) => license.license_type_id === license_type_id && isWithin(license, period))
    .map((license) => blockFor(allocation, { period: inForce(license, period), license }, granting));
}

/** Half-open on both sides: a licence that ends as the period starts has no part in it. */
function isWithin({ start, end }: LicenseTerm, period: Period): boolean {
  return start < period.end && (end === null || end > period.start) && end !== start;
}

function inForce({ start, end }: LicenseTerm, period: Period): Period {
  return {
    start: start > period.start ? start : period.start,
    end: end !== null && end < period.end ? end : period.end,
  };
}

type Share = { readonly period: Period; readonly license: LicenseTerm | null };

function blockFor(allocation: Allocation, { period, license }: Share, { ledger, terms }: Granting): CreditBlock {
  const cause = [allocation.cause, allocation.id, ...(license === null ? [] : [license.id])];
  return {
    id: terms.idOf(cause, period.start),
    amount: allocation.amount,
    effective: period.start,
    usable_from: period.start,
    expiry: expiryOf(allocation, period, ledger),
    cost_basis: allocation.cost_basis,
    filters: allocation.filters,
    license_id: license === null ? null : license.id,
    write_off_overage: allocation.write_off_overage,
    writes_off: null,
    source: 'allocation',
    granted_by: allocation.id,
    allocation: documentOf(allocation, ledger),
    // Granted with its period and not with the call, so that it does not matter when the call is made (L39).
    created: period.start,
    description: null,
    metadata: {},
  };
}

/** What the documents of its blocks say of it. */
function documentOf(allocation: Allocation, { currency }: Ledger): CreditBlockAllocation {
  const { expires, filters, license_type_id, item_id } = allocation;
  const lifetime = typeof expires === 'object' ? expires : null;
  return {
    currency: currency.code,
    allows_rollover: expires === 'never',
    custom_expiration: lifetime && { duration: lifetime.count, duration_unit: lifetime.unit },
    filters,
    license_type_id,
    item_id,
  };
}

function expiryOf({ expires }: Allocation, period: Period, { zone }: Ledger): Instant | null {
  if (expires === 'with_period') return period.end;
  return expires === 'never' ? null : afterLifetime(period.start, expires, zone);
}

/**
 * An allocation ends, with its plan or subscription: what is left of its blocks then is lost (§8.6, Orb:TRIAL). The end may
 * lie ahead; until then its credits are used as ever. Blocks of periods that would begin later are not granted any more.
 */
export function endAllocation(ledger: Ledger, allocation_id: string, { at, now }: AllocationEnd): Ledger {
  const isGone = ({ source, granted_by, effective }: CreditBlock) =>
    source === 'allocation' && granted_by === allocation_id && effective >= at;
  const resumed = resumeAllocation(ledger, allocation_id, { at, now });
  const act = { type: 'end', at, allocation_id, description: null, metadata: {} } as const;
  return { ...resumed, blocks: ledger.blocks.filter((block) => !isGone(block)), acts: [...resumed.acts, act] };
}

/** An end that was to come, or had come, does not hold any more: by replay the credits are there as if it had never been. */
export function resumeAllocation(ledger: Ledger, allocation_id: string, { at, now }: AllocationEnd): Ledger {
  const acts = ledger.acts.filter((act) => act.type !== 'end' || act.allocation_id !== allocation_id || act.at !== at);
  return advanced(ledger, now, { acts });
}

/** When an allocation ends, and when that became known. */
export type AllocationEnd = { readonly at: Instant; readonly now: Instant };
