import { report, type Fields } from '../../errors/index.js';

const adjusting = ['adjustments', 'discount', 'minimum', 'minimum_amount', 'maximum', 'maximum_amount'];

/** Whether a field says anything: absent, null and an empty list say nothing. */
export function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** Refuses a plan or price that carries adjustments: a bill without them would be wrong. */
export function reportAdjusting(document: Fields): void {
  for (const key of adjusting) {
    if (!isSaid(document.value[key])) continue;
    const message = 'would adjust the amount, and adjustments are not computed by this function; remove it';
    report(document, key, { code: 'invalid_adjustment', message });
  }
}
