// Texts that no database keeps: a NUL, and half a surrogate pair, which would be sent as U+FFFD. The two characters that
// introduce them, U+0001 and U+D7FF, stand right behind and right before what they escape, so that the order stays.
const escaped = /[\p{Cc}\u{D7FF}\p{Surrogate}]/gu;
const introduced = /\p{Cc}[01]|\u{D7FF}(?:0|[0-9a-f]{4})/gu;

/** A text as a database can keep it: the text itself, unless it holds one of the four kinds of character above. */
export function storedText(text: string): string {
  return text.replaceAll(escaped, (character) => {
    const code = character.charCodeAt(0);
    if (code < 2) return `\u{1}${code}`;
    if (code < 0xd7ff) return character;
    return code === 0xd7ff ? '\u{D7FF}0' : `\u{D7FF}${code.toString(16)}`;
  });
}

/** The text that was stored. */
export function restoredText(text: string): string {
  return text.replaceAll(introduced, (mark) => {
    if (mark.startsWith('\u{1}')) return mark === '\u{1}0' ? '\0' : '\u{1}';
    if (!mark.startsWith('\u{D7FF}')) return mark;
    return mark === '\u{D7FF}0' ? '\u{D7FF}' : String.fromCharCode(Number.parseInt(mark.slice(1), 16));
  });
}

/** Whether a database can keep a text as it is. */
export function isStorable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}

/** The order of code points, which is that of UTF-8's bytes: in it no surrogate pair comes before U+E000. */
export function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return placeOf(left, index) - placeOf(right, index);
  }
  return left.length - right.length;
}

/**
 * The code point to which the unit at an index belongs. Texts that were equal so far and differ in the second half of a
 * pair differ by those halves.
 */
function placeOf(text: string, index: number): number {
  const point = text.codePointAt(index) ?? 0;
  const before = index > 0 ? (text.codePointAt(index - 1) ?? 0) : 0;
  return before > 0xffff ? before : point;
}
