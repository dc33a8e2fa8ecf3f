const hour = 3_600_000;

/** Local days of a zone as the platform tells them. */
export type Calendar = {
  /** The instant with which the local day of an instant begins, or another some days on. */
  readonly dayAt: (instant: number, days?: number) => number;
  /** The first day of the next local month. */
  readonly nextMonth: (instant: number) => number;
};

export function calendarOf(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const wall = (instant: number): number => {
    const said = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour: hours = 0, minute = 0, second = 0 } = said;
    return Date.UTC(year, month - 1, day, hours, minute, second);
  };
  const known = new Map<number, number>();
  const midnight = (date: number): number => {
    const found = known.get(date) ?? firstOf(date, wall);
    known.set(date, found);
    return found;
  };
  const dateOf = (instant: number): Date => new Date(wall(instant));
  return {
    dayAt: (instant, days = 0) => {
      const date = dateOf(instant);
      return midnight(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + days));
    },
    nextMonth: (instant) => {
      const date = dateOf(instant);
      return midnight(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
    },
  };
}

/** The first minute that a clock on the wall shows of a date, or that follows where it shows none of midnight (D9). */
function firstOf(date: number, wall: (instant: number) => number): number {
  let first = date - 26 * hour;
  while (wall(first) < date) first += wall(first) < date - hour ? hour : 60_000;
  return first;
}
