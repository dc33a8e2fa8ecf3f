const ordinals = /*#__PURE__*/ (
  'One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen ' +
  'Nineteen Twenty'
).split(' ');

/** The name of the tier at a position from 0: `Tier One` to `Tier Twenty`, then `Tier 21` (§2.1). */
export function tierName(position: number): string {
  return `Tier ${ordinals[position] ?? position + 1}`;
}
