import type { Invoice } from './invoice.js';
import type { Writable } from './shape.js';

/** An invoice document while it is being made: only the number, which the caller issues, may still be missing. */
export type InvoiceDraft<Number extends string | null = string | null> = Writable<Omit<Invoice, 'invoice_number'>> & {
  invoice_number: Number;
};

/** What the caller has to store, in list order (§9); every computing function says so instead of doing it. */
export type Effect = { readonly kind: 'invoice_created'; readonly invoice: InvoiceDraft };
