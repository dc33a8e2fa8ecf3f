import type { Scale } from './scale.js';

/** Where a balance stands, and what turns instants and amounts into places. */
export type BalanceFrame = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly across: Scale;
  readonly up: Scale;
  readonly ticks: readonly number[];
  readonly labelOf: (value: number) => string;
};
