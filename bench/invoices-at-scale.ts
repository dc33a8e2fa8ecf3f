import { execFileSync } from 'node:child_process';
import { draftInvoice, type DraftInvoiceInput } from '../src/index.js';
import { compare, type Comparison } from './harness.js';

const many = 1000;
const few = 10;
const streamed = 100_000;
const megabyte = 1_048_576;

/** Lines of four models in turn, with an amount shared over all of them. */
function linesOf(count: number): DraftInvoiceInput {
  const tiers = [
    { first_unit: 0, last_unit: 100, unit_amount: '0.05' },
    { first_unit: 100, last_unit: null, unit_amount: '0.031' },
  ];
  const models = [
    { model_type: 'tiered', tiered_config: { tiers } },
    { model_type: 'unit', unit_config: { unit_amount: '0.0375' } },
    { model_type: 'package', package_config: { package_amount: '4.99', package_size: 250 } },
    { model_type: 'bulk', bulk_config: { tiers: [{ maximum_units: null, unit_amount: '0.95' }] } },
  ] as const;
  const ids = Array.from({ length: count }, (_, at) => `line-${at}`);
  return {
    customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
    prices: ids.map((id, at) => ({ id, name: id, ...(models[at % models.length] ?? models[0]) })),
    // Figures repeat in every ten, so that both sides compute and print as many digits.
    usage: Object.fromEntries(ids.map((id, at) => [id, { quantity: String(((at % few) + 1) * 70.5) }])),
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    adjustments: [{ id: 'discount', adjustment_type: 'amount_discount', amount_discount: String(count) }],
  };
}

/** Linear in lines: a thousand cost at most a fifth more than a hundred times ten. */
export function thousandLines(): Comparison {
  const [long, short] = [linesOf(many), linesOf(few)];
  const times = many / few;
  return compare({
    name: '1,000-line invoice, a discount shared over all lines',
    rows: many,
    ours: () => draftInvoice(long).invoice.line_items.length,
    baselines: {
      'a hundred of ten lines': () => {
        let lines = 0;
        for (let time = 0; time < times; time += 1) lines += draftInvoice(short).invoice.line_items.length;
        return lines;
      },
    },
    oracle: 'a hundred of ten lines',
    goals: { 'a hundred of ten lines': { at_most: 1.2 } },
  });
}

/** The least that the heap held in each half, which is what lives, and the most that it ever held. */
type Heap = { readonly least: readonly number[]; readonly peak: number };

/** The heap while invoices are drafted one after the other, and forgotten. */
export function measureStream(): Heap {
  const input = linesOf(few);
  const usage = input.usage ?? {};
  const least = [Infinity, Infinity];
  let peak = 0;
  for (let index = 0; index < streamed; index += 1) {
    const own = { ...usage, 'line-0': { quantity: String(index % 977) } };
    draftInvoice({ ...input, customer: { ...input.customer, id: `customer-${index}` }, usage: own });
    if (index % few !== 0) continue;
    const { heapUsed } = process.memoryUsage();
    const half = Number(index >= streamed / 2);
    // Before the engine has compiled what it will compile, less lives than ever after.
    if (index >= streamed / 10) least[half] = Math.min(least[half] ?? Infinity, heapUsed);
    peak = Math.max(peak, heapUsed);
  }
  return { least, peak };
}

/** In a process of its own, because the heap of this one is full of what other scenarios left. */
export function streamOfOwnProcess(): Comparison {
  const name = `heap over ${streamed.toLocaleString('en')} invoices of ten lines`;
  const output = execFileSync(process.execPath, [process.argv[1] ?? '', 'invoice'], {
    env: { ...process.env, BENCH_PART: 'stream' },
    encoding: 'utf8',
  });
  const { least, peak } = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Heap;
  const [first = 0, second = 0] = least;
  // Flat: what lives in the second half is what lived in the first, but for what the engine keeps for itself.
  const isMet = second <= first * 1.1 + megabyte;
  const [early, late, most] = [first, second, peak].map((bytes) => (bytes / megabyte).toFixed(1));
  console.log(
    `${name} | | ${late} MB live in the second half, ${early} in the first, ${most} at most | ${isMet ? 'yes' : 'NO'}`,
  );
  return { name, nanoseconds: Number.NaN, speedups: new Map(), missed: isMet ? [] : ['heap'] };
}
