/**
 * What clocks on the wall show, asked of `Intl` directly, and local times resolved by trying: slow, simple, and without
 * the tables, the civil arithmetic or luxon that the room is made of.
 */
export type WallClock = (instant: number) => number;

const hour = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The local time of an instant in a zone as the epoch milliseconds it would have in UTC; whole seconds only. */
export function wallClock(zone: string): WallClock {
  const format = formatOf(zone);
  return (instant) => {
    const fields = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
    let isBeforeChrist = false;
    for (const { type, value } of format.formatToParts(instant)) {
      if (type in fields) fields[type as keyof typeof fields] = Number(value);
      if (type === 'era') isBeforeChrist = value.startsWith('B');
    }
    const date = new Date(0);
    date.setUTCFullYear(isBeforeChrist ? 1 - fields.year : fields.year, fields.month - 1, fields.day);
    date.setUTCHours(fields.hour, fields.minute, fields.second);
    return date.getTime();
  };
}

/**
 * §4.3 by definition: of the instants whose wall clock shows `local`, the earliest; if there is none, the instant by the
 * offset of the day before. Right wherever an offset changes at most once within 26 hours to either side.
 */
export function resolveByTrying(clock: WallClock, local: number): number {
  const offsetAround = (instant: number): number => clock(instant) - instant;
  const before = offsetAround(local - 26 * hour);
  const after = offsetAround(local + 26 * hour);
  const candidates = [local - before, local - after].filter((instant) => clock(instant) === local);
  return candidates.length > 0 ? Math.min(...candidates) : local - before;
}

// prettier-ignore
const unlistedZones = [
  'UTC', 'Etc/UTC', 'Etc/GMT+5', 'Etc/GMT-14', 'US/Eastern', 'Asia/Kolkata', 'Europe/Kyiv', 'EST5EDT', 'GB', 'CET',
];

/** Every zone this engine lists, and names it does not list although they are valid: UTC and links. */
export const allZones: readonly string[] = [...Intl.supportedValuesOf('timeZone'), ...unlistedZones];

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}
