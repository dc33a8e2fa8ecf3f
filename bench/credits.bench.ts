import { currencyOf } from '../src/currency/index.js';
import { formatDecimal, parseDecimal, zero } from '../src/decimal/index.js';
import { formatInstant, parseInstant, shiftInstant, millisPerDay, timeZone, type Instant } from '../src/time/index.js';
import { emptyLedger, runLedger, type CreditBlock, type CreditCharge, type Ledger } from '../src/credits/index.js';
import { burnCredits, type CreditLedger } from '../src/index.js';
import type { LedgerBlock } from '../src/wire/index.js';
import { compare, type Comparison } from './harness.js';
import { burnNaively, readNaively, runNaively, textsOf, type NaiveCharge } from './naive/burn-down.js';

const start = parseInstant('2026-01-01T00:00:00Z');

type Scenario = { readonly blocks: readonly LedgerBlock[]; readonly charges: readonly NaiveCharge[] };

const tenthOfYear = '400.5';

/** Ten blocks that expire in turn beyond the last day, and a charge a day, which in a year nearly use them up. */
export function burnDown(days: number, customer = 0, amount = tenthOfYear): Scenario {
  return {
    blocks: Array.from({ length: 10 }, (_, index) =>
      blockOf(index, amount, shiftInstant(start, (days + 1 + index) * millisPerDay)),
    ),
    charges: Array.from({ length: days }, (_, day) => ({
      date: formatInstant(shiftInstant(start, day * millisPerDay)),
      amount: ((((day + customer) * 7919) % 400) / 20 + 0.5).toFixed(2),
    })),
  };
}

function blockOf(index: number, amount: string, expiry: Instant): LedgerBlock {
  const begun = formatInstant(start);
  return {
    id: `block-${index}`, amount, balance: '0', maximum_initial_balance: amount, status: 'active',
    effective_date: begun, usable_from: begun, expiry_date: formatInstant(expiry), per_unit_cost_basis: String((index + 1) / 10),
    filters: [], license_id: null, credit_block_source: 'manual', granted_by: null, split_from: null, created_at: begun,
    description: null, metadata: {},
  }; // prettier-ignore
}

export function prepared({ blocks, charges }: Scenario): Ledger {
  const ledger = emptyLedger({ customer_id: 'acme', currency: currencyOf('USD'), zone: timeZone('UTC') });
  return {
    ...ledger,
    blocks: blocks.map((block): CreditBlock => ({
      id: block.id,
      amount: parseDecimal(block.amount),
      effective: start,
      usable_from: start,
      expiry: block.expiry_date === null ? null : parseInstant(block.expiry_date),
      cost_basis: block.per_unit_cost_basis === null ? zero : parseDecimal(block.per_unit_cost_basis),
      filters: [],
      license_id: null,
      write_off_overage: false,
      writes_off: null,
      allocation: null,
      source: 'manual',
      granted_by: null,
      created: start,
      description: null,
      metadata: {},
    })),
    charges: charges.map(({ date, amount }): CreditCharge => ({
      day: parseInstant(date),
      price_id: 'p',
      item_id: null,
      price_type: 'usage_price',
      invoice_id: 'i',
      license_id: null,
      license_status: 'active',
      amount: parseDecimal(amount),
      returns_since: null,
      overage: 'bill',
      issued: null,
    })),
  };
}

export function documentOf({ blocks }: Scenario): CreditLedger {
  return {
    kind: 'credit_ledger', customer_id: 'acme', external_customer_id: null, currency: 'USD', timezone: 'UTC', as_of: null,
    balance: '0', deficit: '0', blocks, acts: [], charges: [], entries: [],
  }; // prettier-ignore
}

const days = 365;
const until = shiftInstant(start, days * millisPerDay);
// Many ledgers a round, as a backend has: one alone would time the engine while it still compiles.
const customers = 40;

/** Burn-down over ten blocks (DESIGN §7), from JSON to JSON and on a ledger that was read once. */
export function run(): readonly Comparison[] {
  const scenarios = Array.from({ length: customers }, (_, customer) => burnDown(days, customer));
  return [oneShot(scenarios), onPrepared(scenarios), growth(), growthOfEntries(), manyCustomers()];
}

/** From the document of a ledger and what a year charges to the next document, every key of it. */
function oneShot(scenarios: readonly Scenario[]): Comparison {
  const at = formatInstant(until);
  const calls = asParsed(
    scenarios.map((scenario) => ({
      ledger: documentOf(scenario),
      charges: scenario.charges.map((charge) => ({ ...charge, price_id: 'p', invoice_id: 'i' })),
      at,
    })),
  );
  return compare({
    name: 'a year of days over 10 blocks, one-shot, document to document',
    rows: days * customers,
    ours: () => calls.map((call) => burnCredits(call).ledger),
    baselines: { 'big.js': () => calls.map((call) => burnNaively(call.ledger, call)) },
    equal: (ours, theirs) => JSON.stringify(ours) === JSON.stringify(theirs),
    goals: { 'big.js': { at_least: 5 } },
  });
}

/** As documents arrive: a spread in a literal gives every object a hidden class of its own, which no parser does. */
function asParsed<T>(document: T): T {
  return JSON.parse(JSON.stringify(document)) as T;
}

/** Ledgers that were read before, to entries as text; both sides hold parsed dates and amounts. */
function onPrepared(scenarios: readonly Scenario[]): Comparison {
  const ledgers = scenarios.map(prepared);
  const naive = scenarios.map(({ blocks, charges }) => readNaively(blocks, charges));
  return compare({
    name: 'a year of days over 10 blocks, prepared',
    rows: days * customers,
    ours: () =>
      ledgers.map((ledger) =>
        runLedger(ledger, { until, grace_hours: 12 }).entries.map(
          (entry) =>
            `${entry.type} ${entry.block?.id} ${formatDecimal(entry.amount)} ${formatDecimal(entry.start)} ${formatDecimal(entry.end)}`,
        ),
      ),
    baselines: { 'big.js': () => naive.map((ledger) => textsOf(runNaively(ledger, start).movements)) },
    goals: { 'big.js': { at_least: 10 } },
  });
}

/** A ledger of 100,000 days in time in proportion to one of 10,000; after the first year each day is overage. */
function growth(): Comparison {
  const ledgers = [10_000, 100_000].map((count) => prepared(burnDown(count)));
  const [short, long] = ledgers.map((ledger, index) => () => {
    const last = shiftInstant(start, ([10_000, 100_000][index] as number) * millisPerDay);
    return runLedger(ledger, { until: last, grace_hours: 12 }).entries.length;
  });
  return compare({
    name: '100,000 days in one ledger, against ten times 10,000',
    rows: 100_000,
    ours: () => Number((long?.() ?? 0) > 100_000),
    baselines: {
      'ten short': () => Number(Array.from({ length: 10 }, () => short?.() ?? 0).every((count) => count > 10_000)),
    },
    oracle: 'ten short',
    goals: { 'ten short': { at_most: 1.5 } },
    rounds: 3,
  });
}

/**
 * The same where credits last, so that each day is an entry. Both sides hold all that they made, because the collector
 * copies what lives, and ten ledgers of which nine are gone would leave it nothing to copy.
 */
function growthOfEntries(): Comparison {
  const [short, long] = [10_000, 100_000].map((count) => {
    const ledger = prepared(burnDown(count, 0, ((Number(tenthOfYear) * count) / days).toFixed(1)));
    const until_last = shiftInstant(start, count * millisPerDay);
    return () => runLedger(ledger, { until: until_last, grace_hours: 12 }).entries;
  });
  return compare({
    name: '100,000 entries in one ledger, against ten times 10,000',
    rows: 100_000,
    ours: () => Number((long?.() ?? []).length > 100_000),
    baselines: {
      'ten short': () =>
        Number(Array.from({ length: 10 }, () => short?.() ?? []).every((entries) => entries.length > 10_000)),
    },
    oracle: 'ten short',
    goals: { 'ten short': { at_most: 1.5 } },
    rounds: 9,
  });
}

/** A year of daily burn for 1,000 customers, day by day: each day a call that replays the ledger up to it. */
function manyCustomers(): Comparison {
  const ledgers = Array.from({ length: 1000 }, (_, customer) => prepared(burnDown(days, customer)));
  const balances = () => ledgers.map((ledger) => formatDecimal(runLedger(ledger, { until, grace_hours: 12 }).balance));
  const naive = Array.from({ length: 1000 }, (_, customer) => burnDown(days, customer)).map(({ blocks, charges }) =>
    readNaively(blocks, charges),
  );
  return compare({
    name: 'a year of daily burn for 1,000 customers',
    rows: days * 1000,
    ours: balances,
    baselines: { 'big.js': () => naive.map((ledger) => runNaively(ledger, start).balance.toFixed()) },
    goals: { 'big.js': { at_least: 10 } },
    rounds: 3,
  });
}
