/** What the visitor has entered, as it was typed; nothing is checked before the library sees it. */
export type EstimatorState = {
  /** The id of a bundled plan, or `own` for the one in `own`. */
  readonly plan: string;
  /** The plan to compare with; empty for none. */
  readonly other: string;
  /** The JSON of a plan. */
  readonly own: string;
  readonly start: string;
  readonly periods: string;
  /** Which usage the curve and the break-even are of; empty for the first. */
  readonly shown: string;
  /** Quantities per period, by metric. A map, because the keys are anybody's. */
  readonly quantities: ReadonlyMap<string, string>;
};

export const initialState: EstimatorState = {
  plan: 'payg',
  other: 'team',
  own: '',
  start: '2026-01-01',
  periods: '1',
  shown: '',
  quantities: new Map([
    ['calls', '25000'],
    ['storage', '200'],
  ]),
};

const texts = ['plan', 'other', 'own', 'start', 'periods', 'shown'] as const;
const usagePrefix = 'use.';

/** The state as the fragment of an address, without its `#`. */
export function writeHash(state: EstimatorState): string {
  const written = new URLSearchParams(texts.map((name): [string, string] => [name, state[name]]));
  for (const [key, quantity] of state.quantities) written.append(usagePrefix + key, quantity);
  return written.toString();
}

/** The state that a fragment holds. What it leaves out is as at first; what it has beyond is ignored. */
export function readHash(hash: string): EstimatorState {
  const read = new URLSearchParams(hash.replace(/^#/, ''));
  if ([...read.keys()].length === 0) return initialState;
  const text = (name: (typeof texts)[number]): string => read.get(name) ?? initialState[name];
  const usage = [...read].filter(([name]) => name.startsWith(usagePrefix));
  return {
    plan: text('plan'),
    other: text('other'),
    own: text('own'),
    start: text('start'),
    periods: text('periods'),
    shown: text('shown'),
    quantities: new Map(usage.map(([name, quantity]) => [name.slice(usagePrefix.length), quantity])),
  };
}
