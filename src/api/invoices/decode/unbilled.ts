import { isObject, pathAtKey, problem, type Fields } from '../../../errors/index.js';

/** Whether a field says anything: absent, null and an empty list say nothing. */
export function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** Refuses a trial discount of a plan or price where there is no trial: taken as it stands it would never end. */
export function reportTrial(document: Fields): void {
  const { discount, discounts } = document.value;
  if (!isSaid(discount) && !isSaid(discounts)) return;
  const listed = Array.isArray(discounts) ? (discounts as readonly unknown[]) : [];
  if (![discount, ...listed].some((entry) => isObject(entry) && entry['discount_type'] === 'trial')) return;
  const message = 'holds during a trial, which a list of prices has not; remove it, or give it as an adjustment';
  document.issues.push(problem(pathAtKey(document, 'discount'), 'invalid_adjustment', message));
}
