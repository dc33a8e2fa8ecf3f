import { formatDecimal, parseDecimal, zero } from '../src/decimal/index.js';
import { currencyOf } from '../src/currency/index.js';
import { formatInstant, parseInstant, shiftInstant, millisPerDay, timeZone } from '../src/time/index.js';
import { emptyLedger, runLedger, type CreditBlock, type CreditCharge, type Ledger } from '../src/credits/index.js';
import { burnCredits, type CreditLedger } from '../src/index.js';
import { compare, type Comparison } from './harness.js';
import { naiveBurnDown, type NaiveBlock, type NaiveCharge } from './naive/burn-down.js';

const start = parseInstant('2026-01-01T00:00:00Z');

/** Ten blocks that expire in turn beyond the year, and a charge a day; together they are nearly used up. */
function burnDown(days: number): { readonly blocks: readonly NaiveBlock[]; readonly charges: readonly NaiveCharge[] } {
  return {
    blocks: Array.from({ length: 10 }, (_, index) => ({
      id: `block-${index}`,
      amount: '400.50',
      effective: formatInstant(start),
      expiry: formatInstant(shiftInstant(start, (days + 1 + index) * millisPerDay)),
      basis: `0.${index + 1}`,
    })),
    charges: Array.from({ length: days }, (_, day) => ({
      date: formatInstant(shiftInstant(start, day * millisPerDay)),
      amount: ((((day * 7919) % 400) + 3900 / days) / 20 + 1).toFixed(2),
    })),
  };
}

function prepared({ blocks, charges }: ReturnType<typeof burnDown>): Ledger {
  const ledger = emptyLedger({ customer_id: 'acme', currency: currencyOf('USD'), zone: timeZone('UTC') });
  return {
    ...ledger,
    blocks: blocks.map((block): CreditBlock => ({
      id: block.id,
      amount: parseDecimal(block.amount),
      effective: start,
      usable_from: start,
      expiry: block.expiry === null ? null : parseInstant(block.expiry),
      cost_basis: block.basis === null ? zero : parseDecimal(block.basis),
      filters: [],
      license_id: null,
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
      amount: parseDecimal(amount),
      returns_since: null,
      overage: 'bill',
      issued: null,
    })),
  };
}

function documentOf(blocks: readonly NaiveBlock[]): CreditLedger {
  return {
    kind: 'credit_ledger', customer_id: 'acme', external_customer_id: null, currency: 'USD', timezone: 'UTC', as_of: null,
    balance: '0', deficit: '0', acts: [], charges: [], entries: [],
    blocks: blocks.map((block) => ({
      id: block.id, amount: block.amount, balance: '0', maximum_initial_balance: block.amount, status: 'active',
      effective_date: block.effective, usable_from: block.effective, expiry_date: block.expiry,
      per_unit_cost_basis: block.basis, filters: [], license_id: null, credit_block_source: 'manual', granted_by: null,
      split_from: null, created_at: block.effective, description: null, metadata: {},
    })),
  }; // prettier-ignore
}

/** Burn-down over ten blocks (DESIGN §7), from JSON to JSON and on a ledger that was read once. */
export function run(): readonly Comparison[] {
  const days = 365;
  const { blocks, charges } = burnDown(days);
  const until = shiftInstant(start, days * millisPerDay);
  const ledger = prepared({ blocks, charges });
  const document = documentOf(blocks);
  const at = formatInstant(until);
  const body = charges.map(({ date, amount }) => ({ date, amount, price_id: 'p', invoice_id: 'i' }));
  const lines = (entries: CreditLedger['entries']) =>
    entries.map(
      (entry) =>
        `${entry.entry_type} ${entry.block_id} ${entry.amount} ${entry.starting_balance} ${entry.ending_balance}`,
    );
  return [
    compare({
      name: 'a year of days over 10 blocks, one-shot',
      rows: days,
      ours: () => lines(burnCredits({ ledger: document, charges: body, at }).ledger.entries),
      baselines: { 'big.js': () => naiveBurnDown(blocks, charges) },
      goals: { 'big.js': { at_least: 5 } },
    }),
    compare({
      name: 'a year of days over 10 blocks, prepared',
      rows: days,
      ours: () =>
        runLedger(ledger, { until, grace_hours: 12 }).entries.map(
          (entry) =>
            `${entry.type} ${entry.block?.id} ${formatDecimal(entry.amount)} ${formatDecimal(entry.start)} ${formatDecimal(entry.end)}`,
        ),
      baselines: { 'big.js': () => naiveBurnDown(blocks, charges) },
      goals: { 'big.js': { at_least: 10 } },
    }),
    growth(),
  ];
}

/** A ledger of 100,000 entries in time in proportion to one of 10,000: 1,000 customers' worth of days. */
function growth(): Comparison {
  const ledgers = [10_000, 100_000].map((days) => prepared(burnDown(days)));
  const [short, long] = ledgers.map((ledger, index) => () => {
    const until = shiftInstant(start, ([10_000, 100_000][index] as number) * millisPerDay);
    return runLedger(ledger, { until, grace_hours: 12 }).coverage.length;
  });
  return compare({
    name: '100,000 days in one ledger, against ten times 10,000',
    rows: 100_000,
    ours: () => long?.() ?? 0,
    baselines: { 'ten short': () => Array.from({ length: 10 }, () => short?.() ?? 0).reduce((a, b) => a + b, 0) },
    oracle: 'ten short',
    goals: { 'ten short': { at_most: 1.5 } },
    rounds: 3,
  });
}
