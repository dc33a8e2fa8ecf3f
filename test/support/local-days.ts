const millisPerDay = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local date of an instant, as days since 1970. */
export function dayOf(instant: number, timeZone: string): number {
  if (instant === Infinity) return Infinity;
  const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, ...date });
  formats.set(timeZone, format);
  return Math.round(Date.parse(format.format(instant)) / millisPerDay);
}

/** The first instant of a local date, found by halving. */
export function midnightOf(day: number, timezone: string): number {
  let [before, after] = [(day - 1.2) * millisPerDay, (day + 1.2) * millisPerDay];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle, timezone) >= day) after = middle;
    else before = middle;
  }
  return after;
}
