import { formatInstant, type Instant } from '../time/index.js';

/**
 * An id that is its identity (D25): a kind and its parts joined by `:`, with `%` and `:` inside a part percent-encoded.
 *
 * The same parts always give the same id, so a re-run gives the same document; nothing is hashed, so a person can read it.
 */
export function identity(kind: string, ...parts: readonly string[]): string {
  let id = kind;
  for (const part of parts) id += `:${idPart(part)}`;
  return id;
}

/** What a part is inside an id. */
export function idPart(part: string): string {
  // Looking is cheaper than replacing, and most parts hold neither. `%` comes first, because the other brings one in.
  const escaped = part.includes('%') ? part.replaceAll('%', '%25') : part;
  return escaped.includes(':') ? escaped.replaceAll(':', '%3A') : escaped;
}

/** The parts of an id, its kind first, as they were before they were encoded. */
export function partsOf(id: string): readonly string[] {
  // `%25` comes last, because what it stands for begins an encoding.
  return id.split(':').map((part) => part.replaceAll('%3A', ':').replaceAll('%25', '%'));
}

/** An instant inside an id: ISO 8601's basic form in UTC, `20260201T050000Z`, which has no colon to encode. */
export function stamp(instant: Instant): string {
  const text = formatInstant(instant);
  const date = text.slice(0, 4) + text.slice(5, 7) + text.slice(8, 10);
  // From the seconds on everything up to the offset belongs to it: milliseconds are written only where there are some.
  return `${date}T${text.slice(11, 13)}${text.slice(14, 16)}${text.slice(17, -6)}Z`;
}
