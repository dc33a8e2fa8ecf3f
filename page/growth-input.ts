import { element } from './element.js';
import { growthOf } from './typed.js';
import type { TypedGrowth } from './state.js';
import type { UsageField } from './usage-fields.js';
import { write, type Input, type UsageChanges } from './inputs.js';

const kinds = [
  ['', 'It stays the same'],
  ['linear', 'It grows by a quantity each period'],
  ['compound', 'It grows by percent each period'],
  ['seasonal', 'It follows the seasons'],
] as const;

const units = new Map([
  ['linear', 'More each period'],
  ['compound', 'Percent more each period'],
]);

/** How the usage of a field grows, as `quote` takes it; folded away until it is wanted. */
export function growthInput({ key, label }: UsageField, id: string, { growth: changed }: UsageChanges): Input {
  const options = kinds.map(([value, text]) => element('option', { value }, text));
  const kind = element('select', { id: `${id}-growth` }, ...options) as HTMLSelectElement;
  const by = textInput(`${id}-by`);
  const factors = textInput(`${id}-factors`);
  factors.placeholder = '1 1.2 0.9';
  const unit = element('label', { for: by.id });
  const trend = element('div', {}, unit, by);
  const season = element(
    'div',
    {},
    element('label', { for: factors.id }, 'Factor of each period, over and over'),
    factors,
  );
  const summary = element('summary', {}, 'Growth');
  const parts = element(
    'div',
    { role: 'group', 'aria-label': `Growth of ${label}` },
    labelled(kind, label),
    trend,
    season,
  );
  const folded = element('details', { class: 'growth' }, summary, parts) as HTMLDetailsElement;
  const tell = (): void => changed(key, { kind: kind.value, by: by.value, factors: factors.value });
  for (const control of [kind, by, factors]) control.addEventListener('input', tell);
  let shown: TypedGrowth | null = null;
  return {
    element: folded,
    show: (state) => {
      const growth = growthOf(state, key);
      // An address that says that it grows shows how.
      if (shown === null && growth.kind !== '') folded.open = true;
      shown = growth;
      write(kind, growth.kind);
      write(by, growth.by);
      write(factors, growth.factors);
      unit.textContent = units.get(growth.kind) ?? '';
      trend.hidden = !units.has(growth.kind);
      season.hidden = growth.kind === '';
    },
    mark: (faults) => {
      const isFaulty = (place: string): string => String(faults.some(({ path }) => path.startsWith(`growth.${place}`)));
      by.setAttribute('aria-invalid', String(isFaulty('amount') === 'true' || isFaulty('rate') === 'true'));
      factors.setAttribute('aria-invalid', isFaulty('factors'));
    },
  };
}

function textInput(id: string): HTMLInputElement {
  const shape = { id, type: 'text', inputmode: 'decimal', autocomplete: 'off' };
  return element('input', { ...shape, 'aria-describedby': id.replace(/-\w+$/, '-fault') }) as HTMLInputElement;
}

function labelled(control: HTMLElement, label: string): HTMLElement {
  return element('div', {}, element('label', { for: control.id }, `How ${label} develops`), control);
}
