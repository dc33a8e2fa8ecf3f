import { formatInstant, type Instant } from '../../time/index.js';

/** Writes instants, each once: the lines of an invoice share nearly all of theirs. */
export function writeInstants(): (instant: Instant) => string {
  const written = new Map<Instant, string>();
  return (instant) => {
    const known = written.get(instant);
    if (known !== undefined) return known;
    const text = formatInstant(instant);
    written.set(instant, text);
    return text;
  };
}
