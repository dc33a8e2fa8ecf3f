import type { Issue } from 'reckoner';
import { byId, element } from './element.js';
import type { UsageField } from './offers.js';
import { spanFor } from './requests.js';

/** The inputs of usage: for each metric a number that can be typed and a slider that says the same. */
export type UsageInputs = {
  /** Shows fields with their quantities; keeps what is there, and with it the focus, if it is the same fields. */
  readonly show: (fields: readonly UsageField[], quantityOf: (key: string) => string) => void;
  /** Puts each fault beside the field that it is of. */
  readonly mark: (issues: readonly Issue[]) => void;
};

type Row = {
  readonly field: UsageField;
  readonly number: HTMLInputElement;
  readonly slider: HTMLInputElement;
  readonly fault: HTMLElement;
};

export function usageInputs(changed: (key: string, quantity: string) => void): UsageInputs {
  const place = byId('usage');
  let rows: readonly Row[] = [];
  return {
    show: (fields, quantityOf) => {
      if (rows.length === 0 || named(fields) !== named(rows.map(({ field }) => field))) {
        rows = fields.map((field, index) => makeRow(field, index, changed));
        place.replaceChildren(...rows.map(rowElement));
      }
      for (const row of rows) write(row, quantityOf(row.field.key));
    },
    mark: (issues) => {
      for (const row of rows) markRow(row, issues);
    },
  };
}

function makeRow(field: UsageField, index: number, changed: (key: string, quantity: string) => void): Row {
  const id = `usage-${index}`;
  const described = { 'aria-describedby': `${id}-fault`, 'data-key': field.key };
  // A text with a keyboard for numbers: an input of numbers hides from the page what it does not like.
  const shape = { id, type: 'text', inputmode: 'decimal', autocomplete: 'off' };
  const number = element('input', { ...shape, ...described }) as HTMLInputElement;
  const label = `${field.label}, slider`;
  const slider = element('input', { type: 'range', min: '0', 'aria-label': label, ...described }) as HTMLInputElement;
  number.addEventListener('input', () => changed(field.key, number.value));
  slider.addEventListener('input', () => changed(field.key, slider.value));
  return { field, number, slider, fault: element('p', { id: `${id}-fault`, class: 'fault' }) };
}

function rowElement({ field, number, slider, fault }: Row): HTMLElement {
  return element(
    'div',
    { class: 'usage' },
    element('label', { for: number.id }, field.label, element('span', { class: 'muted' }, ' per period')),
    number,
    slider,
    fault,
  );
}

function write({ number, slider }: Row, quantity: string): void {
  if (number.value !== quantity) number.value = quantity;
  // While it is dragged a slider keeps its range, or it would run away from the hand.
  if (document.activeElement === slider && slider.value === quantity) return;
  slider.max = spanFor(quantity);
  slider.step = String(Number(slider.max) / 1000);
  slider.value = quantity;
}

function markRow({ field, number, fault }: Row, issues: readonly Issue[]): void {
  const path = `usage.${field.key}.`;
  const found = issues.filter((issue) => issue.path.startsWith(path)).map(({ message }) => message);
  fault.textContent = found.join('; ');
  number.setAttribute('aria-invalid', String(found.length > 0));
}

/** What tells lists of fields apart. */
function named(fields: readonly UsageField[]): string {
  return JSON.stringify(fields.map(({ key, label }) => [key, label]));
}
