import { add, zero, type Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { LedgerAct } from '../acts/act.js';
import { compareGrants, compareOrigin, type CreditBlock } from '../block.js';
import type { Ledger } from '../ledger.js';
import { stateOf, type BlockState } from './block-state.js';
import { burnCharge } from './burn.js';
import type { LedgerEntry } from './entry.js';
import { announce, expireUntil, grant } from './grant.js';
import { perform } from './perform.js';
import { noPromises, promiseMore, type Promises } from './promises.js';
import { openRegister, startOfPending, type Register, type RunTerms } from './register.js';
import type { UnpaidCharges } from './unpaid.js';

export type { RunTerms } from './register.js';

/** What a ledger comes to. */
export type LedgerRun = UnpaidCharges & {
  readonly entries: readonly LedgerEntry[];
  /** Every block, those made by entries included, in the order in which they came about. */
  readonly states: readonly BlockState[];
  readonly balance: Decimal;
  readonly deficit: Decimal;
};

/**
 * Runs a ledger from its beginning: one pass over blocks, charges and acts in the order of time; at one instant expiry,
 * increments, usage, acts (§8.5). The result depends on nothing else, so that late usage and backdated blocks need no
 * rule of their own, and a run in two steps is a run in one (L39).
 */
export function runLedger(ledger: Ledger, terms: RunTerms): LedgerRun {
  let promises = noPromises;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const register = runOnce(ledger, terms, promises);
    const more = register.shortages.length === 0 ? null : promiseMore(promises, register);
    if (more === null) return resultOf(register, ledger);
    promises = more;
  }
  return resultOf(runOnce(ledger, terms, promises), ledger);
}

// Each turn promises more of what usage took, and nearly always one is enough.
const mostTurns = 100;

function runOnce(ledger: Ledger, terms: RunTerms, promises: Promises): Register {
  const { until } = terms;
  const register = openRegister({
    currency: ledger.currency.code,
    until,
    committed_before: startOfPending(ledger.zone, terms),
    reserved: reservedBy(ledger.acts),
    promises,
  });
  const isDue = ({ usable_from }: CreditBlock) => usable_from !== null && usable_from <= until;
  const due = ledger.blocks.filter(isDue).sort(compareGrants);
  runSteps(register, { blocks: due, charges: ledger.charges, acts: inOrder(ledger.acts) });
  expireUntil(register, until);
  // By their effective dates, whether they are paid for or not.
  announce(register, ledger.blocks.filter((block) => !isDue(block)).sort(compareOrigin));
  return register;
}

function resultOf({ entries, states, unpaid, balance, deficit }: Register, ledger: Ledger): LedgerRun {
  return {
    entries,
    states: Array.from(states.values(), stateOf),
    charges: ledger.charges,
    unpaid,
    balance,
    deficit,
  };
}

/** What is still to come, each list in its order, and how far each has been read. */
type Agenda = Pick<Ledger, 'blocks' | 'charges' | 'acts'> & { granted: number; burnt: number; performed: number };

/** Merges the three lists. */
function runSteps(register: Register, { blocks, charges, acts }: Pick<Ledger, 'blocks' | 'charges' | 'acts'>): void {
  const agenda: Agenda = { blocks, charges, acts, granted: 0, burnt: 0, performed: 0 };
  let at = nextInstant(agenda);
  // ≤: what happens at the instant itself has happened.
  while (at !== null && at <= register.until) {
    expireUntil(register, at);
    takeStep(register, agenda, at);
    burnUntilNext(register, agenda);
    at = nextInstant(agenda);
  }
}

/** Charges alone, up to the next instant at which anything else is due: nearly all that happens in a ledger. */
function burnUntilNext(register: Register, agenda: Agenda): void {
  const other = nextOther(agenda);
  for (let charge = agenda.charges[agenda.burnt]; charge !== undefined; charge = agenda.charges[agenda.burnt]) {
    // <: at the instant itself the order of §8.5 decides.
    if (charge.day >= other || charge.day > register.until) return;
    expireUntil(register, charge.day);
    burnCharge(register, charge, agenda.burnt);
    agenda.burnt += 1;
  }
}

/** When something is due that is no charge. */
function nextOther({ blocks, acts, granted, performed }: Agenda): number {
  return earlierOf(blocks[granted]?.usable_from ?? null, acts[performed]?.at ?? null) ?? Infinity;
}

/** One step of those due at an instant: ends of allocations, which are expiries, then increments, usage, acts (§8.5). */
function takeStep(register: Register, agenda: Agenda, at: Instant): void {
  const block = agenda.blocks[agenda.granted];
  const charge = agenda.charges[agenda.burnt];
  const act = agenda.acts[agenda.performed];
  if (block?.usable_from === at && !isEnd(act, at)) {
    agenda.granted += 1;
    grant(register, block, at);
  } else if (charge?.day === at && !isEnd(act, at)) {
    burnCharge(register, charge, agenda.burnt);
    agenda.burnt += 1;
  } else if (act !== undefined) {
    agenda.performed += 1;
    perform(register, act);
  }
}

function isEnd(act: LedgerAct | undefined, at: Instant): boolean {
  return act !== undefined && act.type === 'end' && act.at === at;
}

/** The earliest instant at which something is due. Called once per step, so that it allocates nothing. */
function nextInstant({ blocks, charges, acts, granted, burnt, performed }: Agenda): Instant | null {
  const granting = blocks[granted]?.usable_from ?? null;
  const burning = charges[burnt]?.day ?? null;
  return earlierOf(earlierOf(granting, burning), acts[performed]?.at ?? null);
}

function earlierOf(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return b < a ? b : a;
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
