import { element, type Content, type Markup } from '../markup.js';

type Heading = { readonly id: string; readonly title: string };

/** A part of a page that is found by its heading. */
export function sectionOf({ id, title }: Heading, ...contents: readonly Content[]): Markup {
  const heading = `${id}-heading`;
  return element('section', { id, 'aria-labelledby': heading }, element('h2', { id: heading }, title), ...contents);
}
