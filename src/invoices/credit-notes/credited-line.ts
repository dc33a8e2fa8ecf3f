import { roundMoney, settle, type RealCurrency } from '../../currency/index.js';
import {
  divideExact,
  isZero,
  multiplyExact,
  negate,
  negateExact,
  subtract,
  zero,
  type Decimal,
  type Exact,
} from '../../decimal/index.js';
import type { DatedRefund } from '../../proration/index.js';
import type { RecordedAdjustment, RecordedLine } from '../recorded/recorded-line.js';

/** What notes have taken back of a line so far. */
export type Credited = {
  readonly amount: Decimal;
  readonly taxes: readonly Decimal[];
  /** Of the amount, what came back because the order changed, with the time that it was for; none said: none. */
  readonly dated?: readonly DatedRefund[];
};

/** What one note takes back of a line: `amount` = `subtotal` ∓ the shares of its adjustments. */
export type CreditedLine = {
  readonly line_id: string;
  readonly amount: Decimal;
  readonly subtotal: Decimal;
  /** In the order of the line's adjustments, magnitudes. */
  readonly adjustments: readonly RecordedAdjustment[];
  readonly taxes: readonly Decimal[];
};

/**
 * Credits an amount of a line (§11.4): every share and tax row is what is credited up to now less what was credited
 * before, so that crediting all of a line, in any pieces, credits exactly what it shows (L47).
 */
export function creditLine(
  line: RecordedLine,
  { before, after }: { readonly before: Credited; readonly after: Decimal },
  currency: RealCurrency,
): CreditedLine {
  const [taken, then] = [sharesAt(line, after, currency), sharesAt(line, before.amount, currency)];
  const shares = taken.map((share, position) => subtract(share, then[position] as Decimal));
  const [subtotal, ...rest] = shares as [Decimal, ...Decimal[]];
  return {
    line_id: line.id,
    amount: subtract(after, before.amount),
    subtotal,
    adjustments: line.adjustments
      .slice(0, rest.length)
      .map((adjustment, position) => ({ ...adjustment, amount: magnitude(adjustment, rest[position] as Decimal) })),
    taxes: line.taxes.map((tax, position) => {
      const up_to_now = roundMoney(divideExact(multiplyExact(tax.amount, after), line.amount), currency);
      return subtract(up_to_now, before.taxes[position] ?? zero);
    }),
  };
}

/** The subtotal's and each adjustment's signed share of a credited amount, settled so that they add up to it. */
function sharesAt(line: RecordedLine, credited: Decimal, currency: RealCurrency): readonly Decimal[] {
  if (!line.is_money || isZero(line.adjusted_subtotal)) return [credited];
  const share = (part: Exact) => divideExact(multiplyExact(part, credited), line.adjusted_subtotal);
  const parts = line.adjustments.map(({ adjustment_type, amount }) =>
    adjustment_type === 'minimum' ? amount : negateExact(amount),
  );
  return settle(credited, [line.subtotal, ...parts].map(share), currency);
}

function magnitude({ adjustment_type }: RecordedAdjustment, signed: Decimal): Decimal {
  return adjustment_type === 'minimum' ? signed : negate(signed);
}
