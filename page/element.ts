type Child = Node | string | null;

/** Makes an element. Texts become text nodes, so that nothing that a visitor pastes is read as markup. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child): child is Node | string => child !== null));
  return made;
}

/** A table with a caption for those who do not see what is around it; the first cell of a row heads it. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
): HTMLElement {
  const head = heads.map((text) => element('th', { scope: 'col' }, text));
  const body = rows.map((cells) =>
    element(
      'tr',
      {},
      ...cells.map((cell, column) => element(column ? 'td' : 'th', column ? {} : { scope: 'row' }, cell)),
    ),
  );
  const made = element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body),
  );
  // What is wider than a phone scrolls by itself, and can be scrolled by keyboard.
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, made);
}

/** The element of the page with an id, which is known to be there. */
export function byId(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}
