import { describe, expect, it } from 'vitest';
import { allZones } from '../time/oracle.js';
import { campaign } from './campaign.js';

// A part of `npm run campaign:cycles`, which takes all anchor days and years.
describe('boundaries and periods in every zone', () => {
  it('are those of luxon’s calendar and the clocks of Intl', () => {
    const zones = allZones.filter((_, index) => index % 4 === 0);
    expect(campaign({ zones, from: 2023, to: 2024, runs: 1, seed: 5 })).toEqual([]);
  });

  it.each(['Pacific/Apia', 'Africa/Cairo', 'America/Havana', 'Australia/Lord_Howe', 'America/St_Johns'])(
    'also in %s, from 2008 to 2012',
    (zone) => {
      expect(campaign({ zones: [zone], from: 2008, to: 2012, runs: 4, seed: 28 })).toEqual([]);
    },
  );
});
