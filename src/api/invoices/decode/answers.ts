import { openFields, placeOf, pathOf, problem, wanting, type Fields, type Issues } from '../../../errors/index.js';

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
  const lists: readonly unknown[] = Array.isArray(answer) ? Array.from(answer as readonly unknown[]) : [];
  if (lists.length !== count) {
    const { code, message } = wanting(answer, `a list of ${count} lists, one for each that was asked`);
    issues.push(problem(pathOf(place), code, message));
    return [];
  }
  return lists.map((list, position) => {
    const own = placeOf(position, place);
    if (!Array.isArray(list)) {
      const { code, message } = wanting(list, 'a list');
      issues.push(problem(pathOf(own), code, message));
      return [];
    }
    return Array.from(list as readonly unknown[]).flatMap((entry, turn) => {
      const fields = openFields(entry, placeOf(turn, own), { issues, watch: null });
      return fields === null ? [] : [read(fields, position)];
    });
  });
}
