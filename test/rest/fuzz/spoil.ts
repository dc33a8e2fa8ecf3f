import type { Dice } from './dice.js';
import { hostileTexts, hostileValues } from './hostile.js';

/** A copy of a value with one place in it changed: another value, a key less, a key more, an entry twice. */
export function spoil(value: unknown, dice: Dice): unknown {
  if (Array.isArray(value) && value.length > 0 && dice.happens(85)) return spoilList(value, dice);
  if (typeof value === 'object' && value !== null && dice.happens(90)) return spoilObject(value, dice);
  return dice.pick(hostileValues);
}

function spoilList(list: readonly unknown[], dice: Dice): unknown {
  const place = dice.below(list.length);
  if (dice.happens(10)) return [...list, list[place]];
  if (dice.happens(10)) return list.filter((_, index) => index !== place);
  return list.map((entry, index) => (index === place ? spoil(entry, dice) : entry));
}

function spoilObject(object: object, dice: Dice): unknown {
  const entries = Object.entries(object);
  if (entries.length === 0 || dice.happens(10)) {
    return Object.fromEntries([...entries, [dice.pick(hostileTexts), dice.pick(hostileValues)]]);
  }
  const place = dice.below(entries.length);
  if (dice.happens(12)) return Object.fromEntries(entries.filter((_, index) => index !== place));
  return Object.fromEntries(entries.map(([key, entry], index) => [key, index === place ? spoil(entry, dice) : entry]));
}
