/** The first few of many, in an order, in bounded memory. */
export type Ranking<T> = { readonly first: T[]; readonly most: number; readonly compare: (a: T, b: T) => number };

/** Puts an entry in its place, if it is among the first. */
export function rank<T>({ first, most, compare }: Ranking<T>, entry: T): void {
  let place = first.length;
  while (place > 0 && compare(entry, first[place - 1] as T) < 0) place -= 1;
  if (place >= most) return;
  first.splice(place, 0, entry);
  if (first.length > most) first.pop();
}
