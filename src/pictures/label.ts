// No fonts can be measured here. Digits and lower-case letters of the usual fonts are a little over half as wide as high;
// wide scripts are as wide as high. Erring wide only cuts a label sooner.
const narrow = 0.58;

/** About how wide a text will be drawn, in pixels. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += size * (character > '\u2E7F' ? 1 : narrow);
  return width;
}

/**
 * A text that fits a width: cut, with an ellipsis, where it is too long; empty where nothing fits.
 *
 * @example
 * ```ts
 * import { shortened } from 'reckoner/pictures';
 * shortened('Seats', { width: 200, size: 12 }); // → 'Seats'
 * shortened('Requests to the large model', { width: 100, size: 12 }); // → 'Requests to t…'
 * ```
 */
export function shortened(text: string, room: { readonly width: number; readonly size: number }): string {
  const { width, size } = room;
  if (widthOf(text, size) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(`${kept}${character}…`, size) > width) break;
    kept += character;
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`;
}
