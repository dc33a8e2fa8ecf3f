import * as fc from 'fast-check';
import { alignCycle, type Anchor, type CycleLength, type Grid } from '../../src/cycles/index.js';
import { dateOfDayNumber, instantOfMillis, timeZone, type Instant } from '../../src/time/index.js';
import { allZones } from '../time/oracle.js';

const hour = 3_600_000;

// Zones whose clocks change at midnight, by half an hour, or that skipped a date; half of all draws are of these.
// prettier-ignore
const oddZones = [
  'Pacific/Apia', 'Africa/Cairo', 'America/Havana', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Gaza',
  'Africa/Casablanca', 'America/New_York', 'Asia/Kolkata', 'UTC', 'America/Sao_Paulo', 'Asia/Beirut', 'Pacific/Kwajalein',
];

export const anyZone: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...oddZones), fc.constantFrom(...allZones));

const anyLength: fc.Arbitrary<CycleLength> = fc.oneof(
  fc.constantFrom(1, 3, 6, 12).map((count): CycleLength => ({ unit: 'month', count })),
  fc.integer({ min: 1, max: 40 }).map((count): CycleLength => ({ unit: 'month', count })),
  fc.integer({ min: 1, max: 120 }).map((count): CycleLength => ({ unit: 'day', count })),
);

const day = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });

const anyAnchor: fc.Arbitrary<Anchor> = fc.oneof(
  day.map((it): Anchor => ({ day: it, month: null, year: null })),
  fc.record({ day, month, year: fc.constant(null) }),
  fc.record({ day, month, year: fc.integer({ min: 1990, max: 2045 }) }),
);

/** An instant from 1990 to 2045: any, or close to a midnight of UTC, where zones to the west and east are on other dates. */
export const anyInstant: fc.Arbitrary<Instant> = fc
  .oneof(
    fc.integer({ min: Date.UTC(1990), max: Date.UTC(2045) }),
    fc
      .tuple(fc.integer({ min: 7305, max: 27_393 }), fc.integer({ min: -14 * hour, max: 14 * hour }))
      .map(([days, around]) => days * 24 * hour + around),
  )
  .map((millis) => instantOfMillis(millis));

const anyStart = fc.integer({ min: 7305, max: 27_393 }).map(dateOfDayNumber);

export const anyGrid: fc.Arbitrary<Grid> = fc
  .record({ length: anyLength, anchor: anyAnchor, start: anyStart, zone: anyZone })
  .map((alignment) => alignCycle({ ...alignment, zone: timeZone(alignment.zone) }));
