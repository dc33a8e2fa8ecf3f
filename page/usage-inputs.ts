import type { Issue } from 'reckoner';
import { byId, element } from './element.js';
import { growthInput } from './growth-input.js';
import { quantityInput } from './quantity-input.js';
import { rowsInput } from './rows-input.js';
import type { Input, UsageChanges } from './inputs.js';
import type { EstimatorState } from './state.js';
import type { UsageField } from './usage-fields.js';

/** The inputs of usage: for each metric a number, or a table of groups or events, and how it grows. */
export type UsageInputs = {
  /** Shows fields with what was entered; keeps what is there, and with it the focus, if it is the same fields. */
  readonly show: (fields: readonly UsageField[], state: EstimatorState) => void;
  /** Puts each fault beside the field that it is of. */
  readonly mark: (issues: readonly Issue[]) => void;
};

type Row = { readonly field: UsageField; readonly inputs: readonly Input[]; readonly fault: HTMLElement };

export function usageInputs(changes: UsageChanges): UsageInputs {
  const place = byId('usage');
  let rows: readonly Row[] = [];
  return {
    show: (fields, state) => {
      if (rows.length === 0 || named(fields) !== named(rows.map(({ field }) => field))) {
        rows = fields.map((field, index) => makeRow(field, index, changes));
        place.replaceChildren(...rows.map(rowElement));
      }
      for (const { inputs } of rows) for (const input of inputs) input.show(state);
    },
    mark: (issues) => {
      for (const row of rows) markRow(row, issues);
    },
  };
}

function makeRow(field: UsageField, index: number, changes: UsageChanges): Row {
  const id = `usage-${index}`;
  const main = field.shape === 'quantity' ? quantityInput(field, id, changes) : rowsInput(field, id, changes);
  // What single events come to is recorded, not foretold: `quote` lets it grow by no rule.
  const inputs = field.shape === 'events' ? [main] : [main, growthInput(field, id, changes)];
  return { field, inputs, fault: element('p', { id: `${id}-fault`, class: 'fault' }) };
}

function rowElement({ inputs: [main, ...more], fault }: Row): HTMLElement {
  return element('div', { class: 'usage' }, main?.element ?? null, fault, ...more.map((input) => input.element));
}

function markRow({ field, inputs, fault }: Row, issues: readonly Issue[]): void {
  const found = issues.flatMap((issue) => {
    const name = [field.metric, ...field.names].find((each) => issue.path.startsWith(`usage.${each}.`));
    return name === undefined ? [] : [{ ...issue, path: issue.path.slice(`usage.${name}.`.length) }];
  });
  fault.textContent = found.map(({ message }) => message).join('; ');
  for (const input of inputs) input.mark(found);
}

/** What tells lists of fields apart. */
function named(fields: readonly UsageField[]): string {
  return JSON.stringify(fields.map(({ key, label, keys }) => [key, label, keys]));
}
