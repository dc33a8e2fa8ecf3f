import { element } from './element.js';
import { spanFor } from './requests.js';
import { quantityOf } from './typed.js';
import type { UsageField } from './usage-fields.js';
import { write, type Input, type UsageChanges } from './inputs.js';

/** A number that can be typed, and a slider that says the same. */
export function quantityInput({ key, label }: UsageField, id: string, { quantity: changed }: UsageChanges): Input {
  const described = { 'aria-describedby': `${id}-fault`, 'data-key': key };
  // A text with a keyboard for numbers: an input of numbers hides from the page what it does not like.
  const shape = { id, type: 'text', inputmode: 'decimal', autocomplete: 'off' };
  const number = element('input', { ...shape, ...described }) as HTMLInputElement;
  const named = { 'aria-label': `${label}, slider` };
  const slider = element('input', { type: 'range', min: '0', ...named, ...described }) as HTMLInputElement;
  number.addEventListener('input', () => changed(key, number.value));
  slider.addEventListener('input', () => changed(key, slider.value));
  return {
    element: element(
      'div',
      {},
      element('label', { for: id }, label, element('span', { class: 'muted' }, ' per period')),
      number,
      slider,
    ),
    show: (state) => {
      const quantity = quantityOf(state, key);
      write(number, quantity);
      // While it is dragged a slider keeps its range, or it would run away from the hand.
      if (document.activeElement === slider && slider.value === quantity) return;
      slider.max = spanFor(quantity);
      slider.step = String(Number(slider.max) / 1000);
      slider.value = quantity;
    },
    mark: (faults) => {
      const isFaulty = faults.some(({ path }) => path.startsWith('quantity'));
      number.setAttribute('aria-invalid', String(isFaulty));
    },
  };
}
