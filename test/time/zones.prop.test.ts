import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  instantOfMillis,
  localDateTime,
  localMidnight,
  offsetAt,
  parseDate,
  parseInstant,
  resolveLocal,
  timeZone,
} from '../../src/time/index.js';
import closeChanges from '../cases/time/close-changes.json' with { type: 'json' };
import { campaign } from './campaign.js';
import { allZones, resolveByTrying, wallClock } from './oracle.js';
import { changesIn, offsetFaults } from './zone-laws.js';

const hour = 3_600_000;
const someZone = fc.constantFrom(...allZones);
const someYear = fc.integer({ min: 1990, max: 2045 });
// Trying every zone anew to make a counter-example smaller would take minutes; the faults name zone and date already.
const once = { numRuns: 1, endOnFailure: true };

describe('every zone of the engine', () => {
  it('has the midnights of 1990 to 2045 that Intl finds (§4.3)', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        expect(campaign({ zones: allZones, from: 1990, to: 2045, runs: 1, stride: 3, seed })).toEqual([]);
      }),
      once,
    );
  });

  it('has its offsets at any instant, now and in history', { timeout: 60_000 }, () => {
    const instants = fc.oneof(
      fc.integer({ min: Date.UTC(1990), max: Date.UTC(2046) }),
      fc.integer({ min: Date.UTC(1850), max: Date.UTC(2100) }),
    );
    const law = fc.property(someZone, instants, (name, millis) => {
      // The oracle knows whole seconds.
      const instant = Math.floor(millis / 1000) * 1000;
      expect(offsetAt(timeZone(name), instantOfMillis(instant))).toBe(wallClock(name)(instant) - instant);
    });
    fc.assert(law, { numRuns: 1500 });
  });

  it('changes its offset at the very second that Intl does', { timeout: 60_000 }, () => {
    const law = fc.property(someZone, someYear, (name, year) => {
      const clock = wallClock(name);
      for (const change of changesIn(name, year)) {
        const [before, after] = [clock(change - 1000) - (change - 1000), clock(change) - change];
        expect(offsetAt(timeZone(name), instantOfMillis(change - 1))).toBe(before);
        expect(offsetAt(timeZone(name), change)).toBe(after);
        expect(before).not.toBe(after);
      }
    });
    fc.assert(law, { numRuns: 100 });
  });

  it('shows the local date and time that luxon shows', () => {
    const law = fc.property(someZone, fc.integer({ min: Date.UTC(1990), max: Date.UTC(2046) }), (name, millis) => {
      const {
        year,
        month,
        day,
        hour: hours,
        minute,
        second,
        millisecond,
      } = DateTime.fromMillis(millis, { zone: name });
      const expected = { year, month, day, hour: hours, minute, second, millisecond };
      expect(localDateTime(timeZone(name), instantOfMillis(millis))).toEqual(expected);
    });
    fc.assert(law, { numRuns: 1000 });
  });
});

describe('local times around a change', () => {
  it('resolve to the earlier of two and the later for none, whatever the minute (§4.3)', { timeout: 60_000 }, () => {
    const law = fc.property(someZone, someYear, fc.integer({ min: -1440, max: 1440 }), (name, year, minutes) => {
      for (const change of changesIn(name, year)) {
        const local = wallClock(name)(change) + minutes * 60_000;
        expect(resolveLocal(timeZone(name), local)).toBe(resolveByTrying(wallClock(name), local));
      }
    });
    fc.assert(law, { numRuns: 150 });
  });

  it('keep their order, and are kept by the clock unless it skipped them', () => {
    const law = fc.property(
      someZone,
      fc.integer({ min: Date.UTC(1990), max: Date.UTC(2046) }),
      fc.nat(48),
      (name, at, hours) => {
        const zone = timeZone(name);
        const [first, second] = [resolveLocal(zone, at), resolveLocal(zone, at + hours * hour)];
        // Each later local time is a later instant, except that times after a gap overtake those inside it by its length.
        if (first + offsetAt(zone, first) === at) expect(second).toBeGreaterThanOrEqual(first);
        expect(first + offsetAt(zone, first)).toBeGreaterThanOrEqual(at);
      },
    );
    fc.assert(law, { numRuns: 2000 });
  });
});

describe('changes close to each other', () => {
  it.each(closeChanges.years)('are all found in $zone in $year', ({ zone, year, changes }) => {
    expect(offsetFaults(zone, year, 6 * hour)).toEqual([]);
    if (changes) expect(changesIn(zone, year)).toEqual(changes.map((text) => parseInstant(text)));
  });
});

describe('offsets before standard time', () => {
  it('are exact to the second', () => {
    expect(offsetAt(timeZone('America/New_York'), parseInstant('1880-01-01T00:00:00Z'))).toBe(
      -(4 * 3600 + 56 * 60 + 2) * 1000,
    );
    expect(offsetAt(timeZone('Africa/Monrovia'), parseInstant('1971-01-01T00:00:00Z'))).toBe(-(44 * 60 + 30) * 1000);
    expect(localMidnight(timeZone('Africa/Monrovia'), parseDate('1971-01-01'))).toBe(Date.UTC(1971, 0, 1, 0, 44, 30));
  });
});
