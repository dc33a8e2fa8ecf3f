import { describe, expect, it } from 'vitest';
import { playLedger, tableOf, type LedgerCallStep } from '../support/ledger-scenario.js';
import cases from '../cases/credits/ledgers.json' with { type: 'json' };

type LedgerCase = {
  readonly name: string;
  readonly arithmetic: string;
  readonly currency: string;
  readonly timezone?: string;
  readonly steps: readonly LedgerCallStep[];
  readonly entries: readonly string[];
  readonly uncovered?: readonly string[];
};

describe('§8 ledgers', () => {
  it.each(cases as readonly LedgerCase[])('$name: $arithmetic', ({ steps, entries, uncovered = [], ...heading }) => {
    const { currency, timezone } = heading;
    const played = playLedger({ currency, ...(timezone === undefined ? {} : { timezone }) }, steps);
    expect(tableOf(played.ledger)).toEqual(entries);
    expect(played.uncovered.map(({ overage }) => overage)).toEqual(uncovered);
  });
});
