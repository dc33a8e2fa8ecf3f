import { shortened, widthOf } from './label.js';
import { element, together, type Markup } from './markup.js';
import { filled } from './palette.js';

/** What stands above a picture: its title, and a subtitle whose parts are kept apart by ` · `. */
export type Heading = { readonly title: string; readonly subtitle: string; readonly width: number };

const separator = ' · ';
const subtitleSize = 12;
/** As wide as its bold letters are, which is wider than their size. */
const titleSize = 17.5;
const lineHeight = 16;

/** How much higher a heading is than one whose subtitle fits one line. */
export function extraHeadingHeight(heading: Heading, margin: number): number {
  return (linesOf(heading, margin).length - 1) * lineHeight;
}

/** Draws the title, and the subtitle in as many lines as it takes: on a narrow picture nothing of it is lost. */
export function drawHeading(heading: Heading, margin: number): Markup {
  const room = heading.width - 2 * margin;
  const title = { x: margin, y: 28, class: `reckoner-heading ${filled('ink')}` };
  const lines = linesOf(heading, margin).map((line, position) =>
    element('text', { x: margin, y: 47 + position * lineHeight, class: filled('muted') }, line),
  );
  return together([element('text', title, shortened(heading.title, { width: room, size: titleSize })), ...lines]);
}

/** Broken between parts only; a part that fits no line by itself is cut. */
function linesOf({ subtitle, width }: Heading, margin: number): readonly string[] {
  const room = { width: width - 2 * margin, size: subtitleSize };
  const lines: string[] = [];
  for (const part of subtitle.split(separator)) {
    const last = lines.at(-1);
    const longer = last === undefined ? part : `${last}${separator}${part}`;
    if (last !== undefined && widthOf(longer, subtitleSize) <= room.width) lines[lines.length - 1] = longer;
    else lines.push(shortened(part, room));
  }
  return lines;
}
