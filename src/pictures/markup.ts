declare const markupBrand: unique symbol;

/** Finished markup. Only `element` makes some, and what stands below it, so that text of a document can never become a tag. */
export type Markup = { readonly text: string; readonly [markupBrand]: true };

/** What an element may hold: elements, and plain text, which is escaped. Nothing is null. */
export type Content = Markup | string | null;

/** Attributes by name; a number is written as a coordinate, null leaves the attribute out. */
export type Attributes = { readonly [name: string]: string | number | null };

// Elements of HTML that have no end tag; SVG has none such.
const withoutEnd: ReadonlySet<string> = /*#__PURE__*/ new Set(['br', 'col', 'hr', 'img', 'link', 'meta']);

/**
 * An element of SVG or HTML. Attribute values and text are escaped; names are the code's own.
 *
 * @example
 * ```ts
 * import { element } from 'reckoner/pictures';
 * element('text', { x: 1 / 3, class: 'a"b' }, 'Seats & <more>').text;
 * // → '<text x="0.33" class="a&quot;b">Seats &amp; &lt;more&gt;</text>'
 * ```
 */
export function element(name: string, attributes: Attributes, ...contents: readonly Content[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) => attribute(key, value));
  const start = `<${name}${written.join('')}`;
  const inner = contents.map(textOf).join('');
  return made(withoutEnd.has(name) ? `${start}/>` : `${start}>${inner}</${name}>`);
}

/** Several elements side by side, as one. */
export function together(contents: readonly Content[]): Markup {
  return made(contents.map(textOf).join(''));
}

/** A style sheet of the code's own; it is not escaped, because style elements of HTML take text as it is. */
export function styleElement(rules: string): Markup {
  return made(`<style>${rules}</style>`);
}

/** A picture as this room wrote it; it is not escaped, because it was written by `element`. */
export function embedded(picture: string): Markup {
  return made(picture);
}

/** A coordinate with at most two decimals, as short as possible, and never −0. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** Text as it stands in SVG and HTML; what XML cannot hold becomes U+FFFD. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(unwritable, '\uFFFD');
}

// Control characters, halves of surrogate pairs and non-characters: one of them makes a whole XML document unreadable.
const unwritable = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Surrogate}/gu;

function attribute(name: string, value: string | number | null): string {
  if (value === null) return '';
  return ` ${name}="${typeof value === 'number' ? coordinate(value) : escaped(value)}"`;
}

function textOf(content: Content): string {
  if (content === null) return '';
  return typeof content === 'string' ? escaped(content) : content.text;
}

function made(text: string): Markup {
  return { text } as Markup;
}
