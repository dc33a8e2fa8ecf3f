import { element, type Markup } from '../markup.js';

/** The head of a table: columns of text, then columns of figures, which stand to the right. */
export function heads(texts: readonly string[], figures: readonly string[]): Markup {
  const columns = [
    ...texts.map((label) => element('th', { scope: 'col' }, label)),
    ...figures.map((label) => element('th', { scope: 'col', class: 'number' }, label)),
  ];
  return element('thead', {}, element('tr', {}, ...columns));
}

/** The cell that names its row. */
export function rowHead(label: string): Markup {
  return element('th', { scope: 'row' }, label);
}

/** A figure, aligned with the others of its column. */
export function numberCell(text: string): Markup {
  return element('td', { class: 'number' }, text);
}

/** The days of a period: on a narrow page a line ends between them, never inside a date. */
export function daysCell(days: string): Markup {
  const [first = '', last] = days.split(' to ');
  return element(
    'td',
    { class: 'days' },
    unbroken(first),
    ...(last === undefined ? [] : [' ', unbroken(`to ${last}`)]),
  );
}

function unbroken(text: string): Markup {
  return element('span', { class: 'day' }, text);
}
