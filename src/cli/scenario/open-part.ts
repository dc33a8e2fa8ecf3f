import {
  isGiven,
  isObject,
  openFields,
  pathOf,
  problem,
  refuseUnknown,
  requiredText,
  valueAt,
  wanting,
  type Fields,
  type Issues,
  type Place,
} from '../../errors/index.js';

/** Where a part of the scenario stands, and where its faults go. */
export type PartPlace = { readonly place: Place; readonly issues: Issues };

/** Opens an object that may hold only the keys listed; null, and one fault that lists them, if it is anything else. */
export function openPart(value: unknown, known: readonly string[], { place, issues }: PartPlace): Fields | null {
  if (!isObject(value)) {
    const { code, message } = wanting(value, `an object with ${known.join(', ')}`);
    issues.push(problem(pathOf(place), code, message));
    return null;
  }
  const fields = openFields(value, place, { issues, watch: null });
  if (fields !== null) refuseUnknown(fields, known);
  return fields;
}

/** An optional text, which is not empty if it is there; null if it is absent. */
export function filledText(fields: Fields, key: string): string | null {
  return isGiven(valueAt(fields, key)) ? requiredText(fields, key) : null;
}
