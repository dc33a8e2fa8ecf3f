const identifier = /^[A-Za-z_$][\w$]*$/;
const longestKey = 60;

/** Extends a path by a property key or an array position: `pathAt('prices', 0)` is `prices[0]`. */
export function pathAt(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  if (!identifier.test(step)) return `${path}[${shown(step)}]`;
  return path === '' ? step : `${path}.${step}`;
}

/** A value as an error message shows it: as JSON, at most sixty characters, never throwing (cyclic input included). */
export function shown(value: unknown): string {
  const text = jsonOf(value);
  return text.length > longestKey ? `${text.slice(0, longestKey)}…` : text;
}

function jsonOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, longestKey + 1));
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}
