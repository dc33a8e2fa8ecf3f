import { floor, negative, nothing, order, product, quotient, rational, sum, type Rational } from './rational.js';

/** An adjustment as a test states it: `on` are the positions of the lines it covers. */
export type NaiveAdjustment = {
  readonly type: 'amount' | 'percentage' | 'tiered' | 'minimum' | 'maximum';
  /** An amount, or a fraction; unused by `tiered`. */
  readonly value: string;
  readonly bands: readonly { readonly upper: string | null; readonly percentage: string }[];
  readonly on: readonly number[];
};

/** What a line comes to, in minor units of which there are 10^places to one. */
export type NaiveLine = {
  readonly subtotal: bigint;
  readonly adjusted: bigint;
  readonly changes: readonly bigint[];
};

const ranks = { amount: 1, percentage: 2, tiered: 2, minimum: 3, maximum: 4 };

/**
 * §6 and the joint rounding of §1.2, word for word, on quotients of whole numbers: nothing here is fast, shared or
 * clever, and nothing is the library's.
 */
export function adjustNaively(
  subtotals: readonly string[],
  adjustments: readonly NaiveAdjustment[],
  places: number,
): readonly NaiveLine[] {
  return adjustQuotients(subtotals.map(rational), adjustments, places);
}

/** The same of amounts that need not be decimals. */
export function adjustQuotients(
  subtotals: readonly Rational[],
  adjustments: readonly NaiveAdjustment[],
  places: number,
): readonly NaiveLine[] {
  const running = [...subtotals];
  const changes: { exact: Rational }[][] = subtotals.map(() => []);
  const lastShared: (NaiveAdjustment | null)[] = subtotals.map(() => null);
  const ordered = [...adjustments].sort((a, b) => ranks[a.type] - ranks[b.type]);
  for (const adjustment of ordered) {
    const { on } = adjustment;
    const deltas = changesOf(
      adjustment,
      on.map((position) => running[position]!),
    );
    on.forEach((position, turn) => {
      const exact = deltas[turn]!;
      changes[position]!.push({ exact });
      if (order(exact, nothing) === 0) return;
      running[position] = sum([running[position]!, exact]);
      if (adjustment.type !== 'percentage' && on.length > 1) lastShared[position] = adjustment;
    });
  }
  const adjusted = running.map((amount) => rounded(amount, places));
  for (const shared of new Set(lastShared)) {
    if (shared === null) continue;
    const members = lastShared.flatMap((own, position) => (own === shared ? [position] : []));
    const parts = members.map((position) => running[position]!);
    settled(rounded(sum(parts), places), parts, places).forEach((part, turn) => (adjusted[members[turn]!] = part));
  }
  return subtotals.map((exact, position) => {
    const subtotal = rounded(exact, places);
    const own = changes[position]!.map((change) => change.exact);
    const acting = own.filter((change) => order(change, nothing) !== 0);
    const shown = [...settled(adjusted[position]! - subtotal, acting, places)];
    return {
      subtotal,
      adjusted: adjusted[position]!,
      changes: own.map((change) => (order(change, nothing) === 0 ? 0n : shown.shift()!)),
    };
  });
}

function changesOf({ type, value, bands }: NaiveAdjustment, amounts: readonly Rational[]): readonly Rational[] {
  if (type === 'percentage') return amounts.map((amount) => negative(product(amount, rational(value))));
  const counted = amounts.map((amount) => (order(amount, nothing) > 0 ? amount : nothing));
  const whole = sum(counted);
  const total = totalOf({ type, value, bands }, whole);
  return counted.map((own) =>
    order(whole, nothing) === 0
      ? quotient(total, rational(String(amounts.length)))
      : product(total, quotient(own, whole)),
  );
}

/** The signed sum of the changes. */
function totalOf({ type, value, bands }: Pick<NaiveAdjustment, 'type' | 'value' | 'bands'>, whole: Rational): Rational {
  const amount = rational(value);
  if (type === 'amount') return negative(order(amount, whole) < 0 ? amount : whole);
  if (type === 'minimum') return order(amount, whole) > 0 ? sum([amount, negative(whole)]) : nothing;
  if (type === 'maximum') return order(whole, amount) > 0 ? sum([amount, negative(whole)]) : nothing;
  let lower = nothing;
  let discount = nothing;
  for (const { upper, percentage } of bands) {
    const end = upper === null || order(rational(upper), whole) > 0 ? whole : rational(upper);
    if (order(end, lower) > 0) {
      discount = sum([discount, product(sum([end, negative(lower)]), rational(percentage))]);
      lower = end;
    }
  }
  return negative(discount);
}

/** Half away from zero. */
export function rounded(amount: Rational, places: number): bigint {
  const scaled = product(amount, { over: 10n ** BigInt(places), under: 1n });
  const half = { over: 1n, under: 2n };
  return order(amount, nothing) < 0 ? -floor(sum([negative(scaled), half])) : floor(sum([scaled, half]));
}

/** Floors, and one unit after the other to the largest remainder that has had fewest. */
function settled(total: bigint, parts: readonly Rational[], places: number): readonly bigint[] {
  const scaled = parts.map((part) => product(part, { over: 10n ** BigInt(places), under: 1n }));
  const result = scaled.map(floor);
  if (result.length === 0) return result;
  const rests = scaled.map((part, position) => ({
    position,
    rest: sum([part, { over: -result[position]!, under: 1n }]),
  }));
  const largestFirst = [...rests].sort((a, b) => order(b.rest, a.rest) || a.position - b.position);
  let missing = total - result.reduce((a, b) => a + b, 0n);
  for (let turn = 0; missing > 0n; turn = (turn + 1) % result.length, missing -= 1n) {
    result[largestFirst[turn]!.position]! += 1n;
  }
  for (let turn = result.length - 1; missing < 0n; turn = (turn || result.length) - 1, missing += 1n) {
    result[largestFirst[turn]!.position]! -= 1n;
  }
  return result;
}
