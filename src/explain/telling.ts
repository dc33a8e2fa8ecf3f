/** What is known of a whole result while one of its amounts is told. */
export type Telling = {
  /** At how many digits an amount that does not end was cut; null where the record does not say. */
  readonly unrounded_scale: number | null;
  /** On how many lines each adjustment acted. */
  readonly lines_of: ReadonlyMap<string, number>;
};

type Line = { readonly adjustments: readonly { readonly adjustment_id: string }[] };

/** What is known of lines that were adjusted together. */
export function tellingOf(lines: readonly Line[], unrounded_scale: number | null): Telling {
  const lines_of = new Map<string, number>();
  for (const { adjustments } of lines) {
    for (const id of new Set(adjustments.map(({ adjustment_id }) => adjustment_id))) {
      lines_of.set(id, (lines_of.get(id) ?? 0) + 1);
    }
  }
  return { unrounded_scale, lines_of };
}

/** Of a result without adjustments, whose record does not say where amounts were cut. */
export const nothingKnown: Telling = { unrounded_scale: null, lines_of: /*#__PURE__*/ new Map() };

// Enough to see how an amount was rounded; all digits that are kept stand in the record.
const toldDigits = 10;

/** An amount before it was rounded; one that goes on beyond the digits told, or may, ends in an ellipsis. */
export function unrounded(amount: string, { unrounded_scale }: Telling): string {
  const [whole = '', fraction = ''] = amount.split('.');
  const isCut = unrounded_scale !== null && fraction !== '' && fraction.length >= unrounded_scale;
  if (fraction.length <= toldDigits) return isCut ? `${amount}…` : amount;
  return `${whole}.${fraction.slice(0, toldDigits)}…`;
}
