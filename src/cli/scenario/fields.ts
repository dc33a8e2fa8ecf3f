import { pathAt, problem, shown, type Issues } from '../../errors/index.js';

/** An object of the scenario while it is read: its fields, where it stands, and the list of faults. */
export type Fields = {
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly issues: Issues;
};

/** Opens an object that may hold only the keys listed; anything else is a fault that lists them. */
export function openFields(value: unknown, keys: readonly string[], at: Omit<Fields, 'value'>): Fields {
  const { path, issues } = at;
  if (!isObject(value)) {
    const absent = value === undefined || value === null;
    const message = `${absent ? 'is missing' : `is ${shown(value)}`}; give an object with ${keys.join(', ')}`;
    issues.push(problem(path, absent ? 'missing_field' : 'invalid_type', message));
    return { value: {}, path, issues };
  }
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue;
    issues.push(problem(pathAt(path, key), 'invalid_type', `is not known here; the keys are ${keys.join(', ')}`));
  }
  return { value, path, issues };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An optional text; null if it is absent, and a fault if it is no text or empty. */
export function readText({ value, path, issues }: Fields, key: string): string | null {
  const text = value[key] ?? null;
  if (text === null) return null;
  if (typeof text === 'string' && text !== '') return text;
  issues.push(problem(pathAt(path, key), 'invalid_type', `is ${shown(text)}; give a text that is not empty`));
  return null;
}

/** A text that has to be there; `use` says what it is for. */
export function requireText(fields: Fields, key: string, use: string): string {
  const { value, path, issues } = fields;
  if ((value[key] ?? null) === null) {
    issues.push(problem(pathAt(path, key), 'missing_field', `is missing; give ${use}`));
  }
  return readText(fields, key) ?? '';
}

/** An optional switch with its default. */
export function readSwitch({ value, path, issues }: Fields, key: string, otherwise: 'on' | 'off'): boolean {
  const given = value[key] ?? null;
  if (typeof given === 'boolean') return given;
  if (given !== null) issues.push(problem(pathAt(path, key), 'invalid_type', `is ${shown(given)}; give true or false`));
  return otherwise === 'on';
}
