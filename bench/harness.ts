import { performance } from 'node:perf_hooks';

/** What a scenario is measured against: its work is the same, its code is naive. */
export type Baseline<Output> = () => Output;

/** `at_least`: ours is so many times faster. `at_most`: ours takes at most so many times as long. */
export type Goal = { readonly at_least: number } | { readonly at_most: number };

export type Scenario<Ours, Theirs = unknown> = {
  readonly name: string;
  /** How many operations one call performs; times are reported per row. */
  readonly rows: number;
  readonly ours: () => Ours;
  /** Naive implementations by name; the one that `oracle` names is exact. */
  readonly baselines: Readonly<Record<string, Baseline<Theirs>>>;
  /** The baseline whose output ours must equal before anything is timed; `big.js` unless told otherwise. */
  readonly oracle?: string;
  /** Whether both outputs are the same; byte for byte as JSON unless told otherwise. */
  readonly equal?: (ours: Ours, oracle: Theirs) => boolean;
  readonly goals?: Readonly<Record<string, Goal>>;
  /** Timed rounds; the median counts. */
  readonly rounds?: number;
};

export type Comparison = {
  readonly name: string;
  readonly nanoseconds: number;
  /** By baseline: its time divided by ours. */
  readonly speedups: ReadonlyMap<string, number>;
  readonly missed: readonly string[];
};

const usualRounds = 9;
const warmUpRounds = 2;
// What takes less is repeated within a round: a single interruption, or collection of litter, would be most of it.
const leastRound = 20;

/**
 * Asserts that ours equals the oracle, then times all implementations in turn, round by round, so that a busy machine
 * slows all of them alike, prints one line of ratios, and returns them. Absolute times are for orientation only.
 */
export function compare<Ours, Theirs = unknown>(scenario: Scenario<Ours, Theirs>): Comparison {
  assertEqual(scenario);
  const runners = Object.entries({ ours: scenario.ours, ...scenario.baselines }).map(([name, run]) => ({
    name,
    run,
    repeats: repeatsOf(run),
  }));
  const times = new Map<string, number[]>(runners.map(({ name }) => [name, []]));
  for (let round = 0; round < (scenario.rounds ?? usualRounds); round += 1) {
    // Each begins a round in its turn, so that none always has to collect what the same other one left over.
    const first = round % runners.length;
    for (const { name, run, repeats } of [...runners.slice(first), ...runners.slice(0, first)]) {
      times.get(name)?.push(timeOf(run, repeats));
    }
  }
  const comparison = judge(scenario, times);
  console.log(lineOf(scenario, comparison));
  return comparison;
}

/** A scenario that waits for something beside the processor; both sides answer how many rows they stored. */
export type WaitingScenario = Pick<Scenario<number, number>, 'name' | 'rows' | 'goals' | 'rounds'> & {
  readonly ours: () => Promise<number>;
  readonly baselines: Readonly<Record<string, () => Promise<number>>>;
};

/** As `compare`, for what is awaited. */
export async function compareWaiting(scenario: WaitingScenario): Promise<Comparison> {
  const runners = Object.entries({ ours: scenario.ours, ...scenario.baselines });
  const times = new Map<string, number[]>(runners.map(([name]) => [name, []]));
  for (let round = -1; round < (scenario.rounds ?? usualRounds); round += 1) {
    for (const [name, run] of runners) {
      const start = performance.now();
      const stored = await run();
      const elapsed = performance.now() - start;
      if (stored !== scenario.rows) throw new Error(`${scenario.name}: ${name} stored ${stored} of ${scenario.rows}`);
      if (round >= 0) times.get(name)?.push(elapsed);
    }
  }
  const comparison = judge(scenario, times);
  console.log(lineOf(scenario, comparison));
  return comparison;
}

// Results are kept here, so that no engine may drop a computation whose result nobody reads.
const kept: { result: unknown } = { result: undefined };

/** Warms up, and tells how often to run within a round. */
function repeatsOf(run: () => unknown): number {
  let elapsed = 0;
  for (let round = 0; round < warmUpRounds; round += 1) elapsed = timeOf(run, 1);
  return Math.max(1, Math.ceil(leastRound / elapsed));
}

/**
 * The milliseconds of processor time that one run takes, on whatever threads: on a machine that others use too, the time
 * on the clock is mostly theirs.
 */
function timeOf(run: () => unknown, repeats: number): number {
  const start = process.cpuUsage();
  for (let repeat = 0; repeat < repeats; repeat += 1) kept.result = run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / repeats;
}

function assertEqual<Ours, Theirs>(scenario: Scenario<Ours, Theirs>): void {
  const name = scenario.oracle ?? 'big.js';
  const oracle = scenario.baselines[name];
  if (oracle === undefined) throw new Error(`${scenario.name}: there is no baseline ${name} to be equal to`);
  const [ours, theirs] = [scenario.ours(), oracle()];
  const isEqual = scenario.equal?.(ours, theirs) ?? JSON.stringify(ours) === JSON.stringify(theirs);
  if (!isEqual)
    throw new Error(`${scenario.name}: output differs from ${name}: ${excerpt(ours)} and ${excerpt(theirs)}`);
}

function excerpt(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 200);
}

type Judged = Pick<Scenario<any, any>, 'name' | 'rows' | 'goals'> & { readonly baselines: object };

function judge(scenario: Judged, times: ReadonlyMap<string, readonly number[]>): Comparison {
  const ours = times.get('ours') ?? [];
  const speedups = new Map<string, number>();
  for (const name of Object.keys(scenario.baselines)) {
    // Ratios within a round, then their median: both sides of a ratio met the same neighbours on the machine.
    const ratios = (times.get(name) ?? []).map((time, round) => time / (ours[round] ?? Number.NaN));
    speedups.set(name, median(ratios));
  }
  const missed = Object.entries(scenario.goals ?? {})
    .filter(([name, goal]) => !isMet(goal, speedups.get(name) ?? 0))
    .map(([name]) => name);
  return { name: scenario.name, nanoseconds: (median(ours) * 1e6) / scenario.rows, speedups, missed };
}

function isMet(goal: Goal, speedup: number): boolean {
  return 'at_least' in goal ? speedup >= goal.at_least : 1 / speedup <= goal.at_most;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export const header = 'name | ours ns/op | ratios (goal) | met?';

function lineOf(scenario: Judged, comparison: Comparison): string {
  const ratios = [...comparison.speedups].map(([name, speedup]) => ratioText(name, speedup, scenario.goals?.[name]));
  const verdict = comparison.missed.length === 0 ? 'yes' : `NO: ${comparison.missed.join(', ')}`;
  return [comparison.name, comparison.nanoseconds.toFixed(1), ratios.join(', '), verdict].join(' | ');
}

function ratioText(name: string, speedup: number, goal: Goal | undefined): string {
  if (goal !== undefined && 'at_most' in goal)
    return `${digits(1 / speedup)}× the time of ${name} (≤ ${goal.at_most}×)`;
  const aim = goal === undefined ? '' : ` (≥ ${goal.at_least}×)`;
  return `${digits(speedup)}× faster than ${name}${aim}`;
}

function digits(ratio: number): string {
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3);
}
