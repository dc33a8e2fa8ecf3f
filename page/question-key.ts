import type { ComparePlansInput } from 'reckoner';

/** What tells questions for a break-even apart: all but the quantity that is varied, which it does not depend on. */
export function questionKey(question: ComparePlansInput, label: string): string {
  const { usage, break_even } = question;
  const others = Object.entries(usage ?? {}).filter(([name]) => name !== break_even?.usage);
  return JSON.stringify([{ ...question, usage: others }, label]);
}
