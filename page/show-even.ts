import type { ComparePlansInput } from 'reckoner';
import { breakEvenText } from './break-even-text.js';
import { byId } from './element.js';
import { findBreakEven } from './estimate.js';
import { questionKey } from './question-key.js';

// Longer than between two keystrokes; finding it may take longer than a keystroke should.
const pause = 250;

/** Shows where the cheaper of two plans changes once the typing pauses, and keeps it while the answer stays the same. */
export function evenDisplay(): (question: ComparePlansInput | null, label: string) => void {
  const place = byId('even');
  let shown: string | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const tell = (text: string, isBusy: boolean): void => {
    place.setAttribute('aria-busy', String(isBusy));
    place.textContent = text;
  };
  return (question, label) => {
    place.hidden = question === null;
    const key = question && questionKey(question, label);
    if (key !== null && key === shown) return;
    clearTimeout(waiting);
    shown = null;
    if (question === null) {
      tell('', false);
      return;
    }
    // What stood there is of another question; the style shows these words only where it takes long.
    tell('Computing where the cheaper one changes…', true);
    waiting = setTimeout(() => {
      const found = findBreakEven(question);
      tell('value' in found ? breakEvenText(found.value, label) : found.error.message, false);
      shown = key;
    }, pause);
  };
}
