import { openFields, placeOf, type Fields, type Issue } from '../../src/errors/index.js';

/** An object opened for reading at a place, with the list that faults go to. */
export function opened(value: unknown, step: string): { readonly fields: Fields; readonly issues: readonly Issue[] } {
  const reading = { issues: [] as Issue[], watch: null };
  const fields = openFields(value, placeOf(step), reading);
  if (fields === null) throw new Error('only an object can be opened');
  return { fields, issues: reading.issues };
}
