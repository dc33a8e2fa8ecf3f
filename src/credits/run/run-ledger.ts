import { add, zero, type Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { LedgerAct } from '../acts/act.js';
import { compareGrants, type CreditBlock } from '../block.js';
import type { Ledger } from '../ledger.js';
import type { BlockState } from './block-state.js';
import { burnCharge, isPaid } from './burn.js';
import type { LedgerEntry } from './entry.js';
import { announce, expireUntil, grant } from './grant.js';
import { perform } from './perform.js';
import { openRegister, type Coverage, type Register } from './register.js';

/** How far a ledger is run, and how long usage stays pending after its day. */
export type RunTerms = {
  readonly until: Instant;
  readonly grace_hours: number;
  /** Asked after every step; true stops the run there. */
  readonly watch?: (step: WatchedStep) => boolean;
};

/** Where a run stands after a step. `unpaid` is the charge that was not paid in full, if the step was one. */
export type WatchedStep = { readonly at: Instant; readonly balance: Decimal; readonly unpaid: Coverage | null };

/** What a ledger comes to. */
export type LedgerRun = {
  readonly entries: readonly LedgerEntry[];
  /** Every block, those made by entries included, in the order in which they came about. */
  readonly states: readonly BlockState[];
  readonly coverage: readonly Coverage[];
  readonly balance: Decimal;
  readonly deficit: Decimal;
};

/**
 * Runs a ledger from its beginning: one pass over blocks, charges and acts in the order of time; at one instant expiry,
 * increments, usage, acts (§8.5). The result depends on nothing else, so that late usage and backdated blocks need no
 * rule of their own, and a run in two steps is a run in one (L39).
 */
export function runLedger(ledger: Ledger, terms: RunTerms): LedgerRun {
  const { until } = terms;
  const register = openRegister({
    currency: ledger.currency.code,
    zone: ledger.zone,
    until,
    grace_hours: terms.grace_hours,
    reserved: reservedBy(ledger.acts),
  });
  const isDue = ({ usable_from }: CreditBlock) => usable_from !== null && usable_from <= until;
  const due = ledger.blocks.filter(isDue).sort(compareGrants);
  const stopped = runSteps(register, { ...ledger, blocks: due, acts: inOrder(ledger.acts) }, terms);
  if (!stopped) {
    expireUntil(register, until);
    announce(register, ledger.blocks.filter((block) => !isDue(block)).sort(compareGrants));
  }
  const { entries, states, coverage, balance, deficit } = register;
  return { entries, states: [...states.values()], coverage, balance, deficit };
}

/** What is still to come, each list in its order, and how far each has been read. */
type Agenda = Pick<Ledger, 'blocks' | 'charges' | 'acts'> & { granted: number; burnt: number; performed: number };

/** Merges the three lists; true if the watch stopped it. */
function runSteps(register: Register, { blocks, charges, acts }: Ledger, { until, watch }: RunTerms): boolean {
  const agenda: Agenda = { blocks, charges, acts, granted: 0, burnt: 0, performed: 0 };
  let at = nextInstant(agenda);
  // ≤: what happens at the instant itself has happened.
  while (at !== null && at <= until) {
    expireUntil(register, at);
    const unpaid = takeStep(register, agenda, at);
    if (watch?.({ at, balance: register.balance, unpaid })) return true;
    at = nextInstant(agenda);
  }
  return false;
}

/** One step of those due at an instant: ends of allocations, which are expiries, then increments, usage, acts (§8.5). */
function takeStep(register: Register, agenda: Agenda, at: Instant): Coverage | null {
  if (nextEnds(agenda, at)) return nextAct(register, agenda);
  if (agenda.blocks[agenda.granted]?.usable_from === at) return nextGrant(register, agenda, at);
  if (agenda.charges[agenda.burnt]?.day === at) return nextCharge(register, agenda);
  return nextAct(register, agenda);
}

function nextEnds({ acts, performed }: Agenda, at: Instant): boolean {
  const act = acts[performed];
  return act !== undefined && act.type === 'end' && act.at === at;
}

function nextGrant(register: Register, agenda: Agenda, at: Instant): null {
  const block = agenda.blocks[agenda.granted];
  agenda.granted += 1;
  if (block !== undefined) grant(register, block, at);
  return null;
}

function nextCharge(register: Register, agenda: Agenda): Coverage | null {
  const charge = agenda.charges[agenda.burnt];
  agenda.burnt += 1;
  return charge === undefined ? null : unpaidOf(burnCharge(register, charge));
}

function nextAct(register: Register, agenda: Agenda): null {
  const act = agenda.acts[agenda.performed];
  agenda.performed += 1;
  if (act !== undefined) perform(register, act);
  return null;
}

function nextInstant({ blocks, charges, acts, granted, burnt, performed }: Agenda): Instant | null {
  return earliest(blocks[granted]?.usable_from, charges[burnt]?.day, acts[performed]?.at);
}

function unpaidOf(coverage: Coverage): Coverage | null {
  // What an issued invoice billed beyond its credits stays billed.
  return coverage.charge.issued !== null || isPaid(coverage) ? null : coverage;
}

function earliest(...instants: readonly (Instant | null | undefined)[]): Instant | null {
  let first: Instant | null = null;
  for (const instant of instants) {
    if (instant !== null && instant !== undefined && (first === null || instant < first)) first = instant;
  }
  return first;
}

/** By time, and as they were made where the time is one: sorting is stable. */
function inOrder(acts: readonly LedgerAct[]): readonly LedgerAct[] {
  return [...acts].sort((a, b) => a.at - b.at || Number(b.type === 'end') - Number(a.type === 'end'));
}

/**
 * What acts were promised, by block: an entry made by hand is a fact, and usage found out about later gives way to it
 * (F20). What usage had left when the act was made is untouched by this.
 */
function reservedBy(acts: readonly LedgerAct[]): Map<string, Decimal> {
  const reserved = new Map<string, Decimal>();
  for (const act of acts) {
    const isPromised = act.type === 'void' || act.type === 'expiration_change';
    if (!isPromised || act.amount === null) continue;
    reserved.set(act.block_id, add(reserved.get(act.block_id) ?? zero, act.amount));
  }
  return reserved;
}
