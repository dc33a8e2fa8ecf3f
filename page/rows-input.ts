import { element } from './element.js';
import type { TypedRows } from './state.js';
import { rowsOf } from './typed.js';
import type { UsageField } from './usage-fields.js';
import { write, type Input, type UsageChanges } from './inputs.js';

type Cells = readonly (readonly HTMLInputElement[])[];

/** A table of what is used by the values of keys, or of events by their properties; rows come and go. */
export function rowsInput(field: UsageField, id: string, changes: UsageChanges): Input {
  const body = element('tbody', {});
  const heads = columnsOf(field);
  let rows: TypedRows = [];
  let cells: Cells = [];
  const tell = (changed: TypedRows): void => changes.rows(field.key, changed);
  const type = (at: number, column: number, text: string): void =>
    tell(
      rows.map((row, index) =>
        index === at ? heads.map((_, cell) => (cell === column ? text : (row[cell] ?? ''))) : row,
      ),
    );
  const add = element('button', { type: 'button', class: 'small' }, 'Add a row');
  const remove = (at: number): void => {
    tell(rows.filter((_, index) => index !== at));
    // The button that was pressed is gone, and focus with it.
    add.focus();
  };
  add.addEventListener('click', () => {
    tell([...rows, rows.at(-1) ?? field.first[0] ?? heads.map(() => '')]);
    // Selected, because the row begins as the one above it and wants to be typed over.
    cells.at(-1)?.[0]?.select();
  });
  const make = (at: number): readonly HTMLInputElement[] =>
    heads.map((head, column) => {
      const named = { 'aria-label': `${field.label}: ${head.name}, row ${at + 1}`, 'aria-describedby': `${id}-fault` };
      const shape = { type: 'text', inputmode: head.isNumber ? 'decimal' : 'text', autocomplete: 'off' };
      const input = element('input', { ...shape, ...named }) as HTMLInputElement;
      input.addEventListener('input', () => type(at, column, input.value));
      return input;
    });
  const build = (): void => {
    cells = rows.map((_, at) => make(at));
    body.replaceChildren(
      ...cells.map((row, at) =>
        rowElement(
          row,
          removeButton(field, at, () => remove(at)),
        ),
      ),
    );
  };
  return {
    element: tableElement(field, body, add),
    show: (state) => {
      rows = rowsOf(state, field);
      if (rows.length !== cells.length) build();
      for (const [at, row] of cells.entries())
        for (const [column, cell] of row.entries()) write(cell, rows[at]?.[column] ?? '');
    },
    mark: (faults) => {
      for (const [at, row] of cells.entries()) {
        const isFaulty = faults.some(
          ({ path }) => path.startsWith(`groups[${at}]`) || path.startsWith(`events[${at}]`),
        );
        for (const cell of row.slice(field.keys.length)) cell.setAttribute('aria-invalid', String(isFaulty));
      }
    },
  };
}

type Column = { readonly name: string; readonly isNumber: boolean };

function columnsOf({ shape, keys }: UsageField): readonly Column[] {
  const numbers = shape === 'groups' ? ['Quantity'] : ['Amount of each', 'Events'];
  return [...keys.map((name) => ({ name, isNumber: false })), ...numbers.map((name) => ({ name, isNumber: true }))];
}

function tableElement(field: UsageField, body: HTMLElement, add: HTMLElement): HTMLElement {
  const heads = columnsOf(field).map(({ name }) => element('th', { scope: 'col' }, name));
  const last = element('th', { scope: 'col' }, element('span', { class: 'unseen' }, 'Remove'));
  return element(
    'fieldset',
    {},
    element('legend', {}, field.label, element('span', { class: 'muted' }, ' per period')),
    element('table', { class: 'entry' }, element('thead', {}, element('tr', {}, ...heads, last)), body),
    field.keys.length === 0 ? null : element('p', { class: 'hint' }, 'An empty value stands for usage without one.'),
    add,
  );
}

function rowElement(row: readonly HTMLInputElement[], button: HTMLElement): HTMLElement {
  return element('tr', {}, ...row.map((cell) => element('td', {}, cell)), element('td', {}, button));
}

function removeButton({ label }: UsageField, at: number, pressed: () => void): HTMLElement {
  const named = { 'aria-label': `Remove row ${at + 1} of ${label}`, title: 'Remove' };
  const button = element('button', { type: 'button', class: 'remove', ...named }, '×');
  button.addEventListener('click', pressed);
  return button;
}
