import { byId, element } from './element.js';
import { fixedQuantityOf, type FixedField } from './fixed-fields.js';
import { write } from './inputs.js';
import type { EstimatorState } from './state.js';

/** The inputs of quantities that prices have of their own. */
export type FixedInputs = {
  /** Shows fields with what was entered, and what of it was refused; the same fields keep their inputs, and the focus. */
  readonly show: (fields: readonly FixedField[], state: EstimatorState, refused: ReadonlyMap<string, string>) => void;
};

type Row = {
  readonly field: FixedField;
  readonly input: HTMLInputElement;
  readonly fault: HTMLElement;
  readonly element: HTMLElement;
};

export function fixedInputs(changed: (key: string, quantity: string) => void): FixedInputs {
  let rows: readonly Row[] = [];
  return {
    show: (fields, state, refused) => {
      if (JSON.stringify(fields) !== JSON.stringify(rows.map(({ field }) => field))) {
        rows = fields.map((field, index) => makeRow(field, `fixed-${index}`, changed));
        byId('fixed').replaceChildren(...rows.map((row) => row.element));
      }
      byId('fixed-section').hidden = rows.length === 0;
      for (const { field, input, fault } of rows) {
        write(input, fixedQuantityOf(state, field));
        fault.textContent = refused.get(field.key) ?? '';
        input.setAttribute('aria-invalid', String(refused.has(field.key)));
      }
    },
  };
}

function makeRow(field: FixedField, id: string, changed: (key: string, quantity: string) => void): Row {
  const shape = { id, type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-describedby': `${id}-fault` };
  const input = element('input', shape) as HTMLInputElement;
  input.addEventListener('input', () => changed(field.key, input.value));
  const fault = element('p', { id: `${id}-fault`, class: 'fault' });
  const note = element('span', { class: 'muted' }, ` ${noteOf(field)}`);
  return {
    field,
    input,
    fault,
    element: element('div', {}, element('label', { for: id }, field.label, note), input, fault),
  };
}

function noteOf({ planned, phase }: FixedField): string {
  const own = planned.length === 1 ? `${planned[0]} in the plan` : `${planned.join(' and ')} in the plans`;
  return phase === null ? own : `${own}, phase ${phase}`;
}
