/** A LIKE pattern cut at its `%`s: the pieces must follow one another, the first at the start, the last at the end. */
export type LikePattern = { readonly pieces: readonly string[] };

/** `%` is any run of characters, `_` exactly one code point, and nothing escapes them (§3). */
export function compileLikePattern(pattern: string): LikePattern {
  return { pieces: pattern.split('%') };
}

/** Case-sensitive. Takes each middle piece at its first place, so that no pattern makes it backtrack. */
export function matchesLike(text: string, { pieces }: LikePattern): boolean {
  const first = pieces[0] ?? '';
  let from = endOfPiece(text, 0, first);
  if (from < 0) return false;
  if (pieces.length === 1) return from === text.length;
  for (const piece of pieces.slice(1, -1)) {
    from = findPiece(text, from, piece);
    if (from < 0) return false;
  }
  return endsWithPiece(text, from, pieces.at(-1) ?? '');
}

/** Where the piece ends if it stands at `from`, else −1. */
function endOfPiece(text: string, from: number, piece: string): number {
  if (!piece.includes('_')) return text.startsWith(piece, from) ? from + piece.length : -1;
  let place = from;
  for (const character of piece) {
    if (place >= text.length) return -1;
    const found = String.fromCodePoint(text.codePointAt(place) ?? 0);
    if (character !== '_' && character !== found) return -1;
    place += found.length;
  }
  return place;
}

/** Where the first occurrence of the piece at or after `from` ends, else −1. */
function findPiece(text: string, from: number, piece: string): number {
  if (!piece.includes('_')) {
    const place = text.indexOf(piece, from);
    return place < 0 ? -1 : place + piece.length;
  }
  for (let place = from; place < text.length; place += widthAt(text, place)) {
    const end = endOfPiece(text, place, piece);
    if (end >= 0) return end;
  }
  return -1;
}

/** Counts the piece's code points back from the end of the text, because `_` fits one code point of either width. */
function endsWithPiece(text: string, from: number, piece: string): boolean {
  let start = text.length;
  for (const _ of piece) {
    if (start <= from) return false;
    start -= start - 2 >= from && widthAt(text, start - 2) === 2 ? 2 : 1;
  }
  return endOfPiece(text, start, piece) === text.length;
}

function widthAt(text: string, place: number): number {
  return (text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1;
}
