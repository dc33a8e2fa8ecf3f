import type { Span, SpanPrice } from './spans.js';

const millisPerDay = 86_400_000;
const steps = { monthly: 1, quarterly: 3, annual: 12 } as const;

/** The days from and to which a grid goes: local dates as days since 1970. */
export type Days = readonly [start: number, end: number];

/** The date of the n-th boundary: so many months from the first anchor day on or after the start, held down to the month. */
function boundaryOf({ start, isAligned }: Pick<Span, 'start' | 'isAligned'>, months: number): number {
  const date = new Date(start * millisPerDay);
  const begins = isAligned || date.getUTCDate() === 1 ? 0 : 1;
  const month = date.getUTCMonth() + begins + months;
  const year = date.getUTCFullYear();
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(isAligned ? date.getUTCDate() : 1, length)) / millisPerDay;
}

/** The whole cell of a cadence that holds a day. */
function cellAt(span: Pick<Span, 'start' | 'isAligned'>, cadence: SpanPrice['cadence'], day: number): Days {
  let count = -2;
  while (boundaryOf(span, (count + 1) * steps[cadence]) <= day) count += 1;
  return [boundaryOf(span, count * steps[cadence]), boundaryOf(span, (count + 1) * steps[cadence])];
}

/** The cells of a cadence that an interval of days is cut into, each with the whole cell it is of. */
export function cutInto(
  span: Pick<Span, 'start' | 'isAligned'>,
  cadence: SpanPrice['cadence'],
  [start, end]: Days,
): readonly { readonly days: Days; readonly full: Days }[] {
  const cut: { readonly days: Days; readonly full: Days }[] = [];
  for (let day = start; day < end;) {
    const full = cellAt(span, cadence, day);
    const next = Math.min(full[1], end);
    cut.push({ days: [day, next], full });
    day = next;
  }
  return cut;
}

/** The months of a deal, the first from its start on. */
export function cellsOf(span: Span): readonly Days[] {
  const cells: Days[] = [];
  for (let day = span.start; cells.length < span.months; day = cells.at(-1)![1]) {
    cells.push([day, cellAt(span, 'monthly', day)[1]]);
  }
  return cells;
}
