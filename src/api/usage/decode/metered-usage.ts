import type { LicensedUse } from '../../../credits/index.js';
import { isGiven, valueAt, type Fields } from '../../../errors/index.js';
import type { LineRequest, UsageUntil } from '../../../invoices/index.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';
import { readUsage } from '../../prices/decode/usage.js';
import { readUsageUntil } from './usage-until.js';

/** The usage of a line, and when it came about, where that was asked and is known. */
export type MeteredUsage = Pick<LineRequest, 'usage'> & {
  readonly usageUntil: UsageUntil | null;
  /** Who used it, where that was asked and is known. */
  readonly licensed: readonly LicensedUse[] | null;
};

/** A line without usage of its own. */
export const unmetered: MeteredUsage = { usage: null, usageUntil: null, licensed: null };

/** How closely usage is read: whole, or also when it came about. */
export type UsageDetail = 'whole' | 'by_day';

/** Ledgers are charged day by day (§8.2); nothing else asks when something was used. */
export function usageDetail(input: Fields): UsageDetail {
  return isGiven(valueAt(input, 'ledgers')) ? 'by_day' : 'whole';
}

/** Reads one usage entry in the form that the price rates. */
export function readMeteredUsage(entry: Fields, { prepared }: ListedPrice, detail: UsageDetail): MeteredUsage {
  const usage = readUsage(entry, prepared);
  const usageUntil = usage === null || detail === 'whole' ? null : readUsageUntil(entry, usage);
  return { usage, usageUntil, licensed: null };
}
