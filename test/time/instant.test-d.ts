import { expectTypeOf, it } from 'vitest';
import type { Instant, Period, TimeZone } from '../../src/time/index.js';
import { formatInstant, parseInstant, timeZone } from '../../src/time/index.js';

it('an instant is a number that only the room makes', () => {
  expectTypeOf(parseInstant('2026-01-01T00:00:00Z')).toEqualTypeOf<Instant>();
  expectTypeOf<Instant>().toExtend<number>();
  expectTypeOf<number>().not.toExtend<Instant>();
  expectTypeOf(formatInstant).parameter(0).not.toEqualTypeOf<number>();
});

it('a zone is opaque: its name is no zone, nor is an object with a name', () => {
  expectTypeOf(timeZone('UTC')).toEqualTypeOf<TimeZone>();
  expectTypeOf<string>().not.toExtend<TimeZone>();
  expectTypeOf<{ readonly name: string }>().not.toExtend<TimeZone>();
});

it('a period cannot be changed', () => {
  expectTypeOf<Period>().toEqualTypeOf<{ readonly start: Instant; readonly end: Instant }>();
});
