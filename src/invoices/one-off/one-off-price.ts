import type { RecordedLine } from '../recorded/recorded-line.js';
import type { InvoiceSource } from '../../wire/index.js';
import { identity } from '../identity.js';

const created = 'one_off_price';
const added = 'added_price';

/** The id of the price of a line that a one-off invoice was created with, by its place among them, from 1. */
export function oneOffPriceId(invoice_id: string, number: number): string {
  return identity(created, invoice_id, String(number));
}

/** The id of the price of a line that was added to a draft. */
export function addedPriceId(invoice_id: string, number: number): string {
  return identity(added, invoice_id, String(number));
}

/** Whether a line was added to its draft, with its amount as given; its price says so (D25). */
export function isAdded({ price_id }: Pick<RecordedLine, 'price_id'>): boolean {
  return price_id.startsWith(`${added}:`);
}

/** Whether a line is one-off: added to its draft, or of an invoice on which every line is. */
export function isOneOff(line: Pick<RecordedLine, 'price_id'>, source: InvoiceSource): boolean {
  return source === 'one_off' || isAdded(line);
}

/** The first number after those of all lines that were added; a removed last one gives its number back. */
export function nextAddedNumber(lines: readonly Pick<RecordedLine, 'price_id'>[]): number {
  const numbers = lines.filter(isAdded).map(({ price_id }) => Number(price_id.slice(price_id.lastIndexOf(':') + 1)));
  return numbers.filter(Number.isSafeInteger).reduce((most, number) => Math.max(most, number), 0) + 1;
}
