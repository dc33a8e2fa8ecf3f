import {
  openFields,
  placeOf,
  pathOf,
  problem,
  wanting,
  type Fields,
  type Issues,
  type Place,
} from '../../../errors/index.js';

/** What a caller's function was asked, and what it answered. */
export type Answer = { readonly asked: string; readonly count: number; readonly answer: unknown };

/**
 * Reads what a caller's function answered: one list of objects for each thing it was asked about, in the same order. A
 * fault stands under the function's name, as if its result were part of the input.
 */
export function readAnswers<T>(
  { asked, count, answer }: Answer,
  issues: Issues,
  read: (fields: Fields, position: number) => T,
): readonly (readonly T[])[] {
  const place = placeOf(`${asked}()`);
  const lists: readonly unknown[] = Array.isArray(answer) ? answer : [];
  if (lists.length !== count) {
    const { code, message } = wanting(answer, `a list of ${count} lists, one for each that was asked`);
    issues.push(problem(pathOf(place), code, message));
    return [];
  }
  const answers: (readonly T[])[] = [];
  // By position, here and below, because `map` would pass over the holes of a sparse array in silence.
  for (let position = 0; position < count; position += 1)
    answers.push(openList(lists[position], placeOf(position, place), issues).map((fields) => read(fields, position)));
  return answers;
}

const noFields: readonly Fields[] = [];

/** The objects in a list of answers; what is none is a fault and left out. */
function openList(list: unknown, place: Place, issues: Issues): readonly Fields[] {
  if (!Array.isArray(list)) {
    const { code, message } = wanting(list, 'a list');
    issues.push(problem(pathOf(place), code, message));
    return noFields;
  }
  if (list.length === 0) return noFields;
  const opened: Fields[] = [];
  const into = { issues, watch: null };
  for (let turn = 0; turn < list.length; turn += 1) {
    const fields = openFields(list[turn], placeOf(turn, place), into);
    if (fields !== null) opened.push(fields);
  }
  return opened;
}
