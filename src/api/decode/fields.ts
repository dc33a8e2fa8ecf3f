import { pathAt, problem, shown, type Issues } from '../../errors/index.js';

/** An object of the input while it is being read: its fields, where it stands, and the list of faults. */
export type Fields = {
  readonly value: Readonly<Record<string, unknown>>;
  /** False where there was no object to read; that is one fault, not one for each of its fields. */
  readonly present: boolean;
  readonly path: string;
  readonly issues: Issues;
};

/** Opens a required object; anything else is a fault and reads as empty. */
export function readFields(value: unknown, path: string, issues: Issues): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { value: value as Readonly<Record<string, unknown>>, present: true, path, issues };
  }
  const absent = value === undefined || value === null;
  const message = absent ? 'is missing; give an object' : `is ${shown(value)}; give an object`;
  issues.push(problem(path, absent ? 'missing_field' : 'invalid_type', message));
  return { value: {}, present: false, path, issues };
}

/** An optional text: absent and null read as null, anything else but a text is a fault. */
export function optionalText({ value, path, issues }: Fields, key: string): string | null {
  const text = value[key] ?? null;
  if (text === null || typeof text === 'string') return text;
  issues.push(problem(pathAt(path, key), 'invalid_type', `is ${shown(text)}; give a text`));
  return null;
}

/** A required text that is not empty. */
export function requiredText(fields: Fields, key: string): string {
  const text = optionalText(fields, key);
  if ((text !== null && text !== '') || !fields.present) return text ?? '';
  const wrongType = (fields.value[key] ?? '') !== '';
  if (!wrongType)
    fields.issues.push(problem(pathAt(fields.path, key), 'missing_field', 'is missing; give a text that is not empty'));
  return '';
}

/** Whether a field says anything: absent, null and an empty list say nothing. */
export function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** A field nobody reads would be lost silently, so it is a fault that lists the fields there are. */
export function refuseUnknown({ value, path, issues }: Fields, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    issues.push(
      problem(pathAt(path, key), 'invalid_type', `is not a field of this input; the fields are ${known.join(', ')}`),
    );
  }
}
