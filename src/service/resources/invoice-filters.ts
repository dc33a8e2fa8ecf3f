import { compare, parseDecimal } from '../../decimal/index.js';
import { fail, isGiven, shown } from '../../errors/index.js';
import { millisPerDay, parseInstant } from '../../time/index.js';
import type { Invoice } from '../../wire/index.js';

type Comparable<Name extends string> = { readonly [K in Name | `${Name}[${'gt' | 'lt'}]`]?: string | null | undefined };

/** What a list of invoices can be narrowed by, beside whose they are and when. */
export type InvoiceFilters = Comparable<'amount'> &
  Comparable<'due_date'> & {
    readonly due_date_window?: string | null;
    readonly date_type?: 'due_date' | 'invoice_date' | null;
    readonly is_recurring?: boolean | string | null;
  };

/** Whether an invoice keeps to the filters of a query: `amount` is its total, dates are days of UTC. */
export function invoiceMatches(filters: InvoiceFilters, at: string): (invoice: Invoice) => boolean {
  const tests = [...amountTests(filters), ...dateTests(filters), ...windowTests(filters, at), ...recurring(filters)];
  return (invoice) => tests.every((test) => test(invoice));
}

type Test = (invoice: Invoice) => boolean;

const comparisons = [
  ['', (sign: number) => sign === 0],
  ['[gt]', (sign: number) => sign > 0],
  ['[lt]', (sign: number) => sign < 0],
] as const;

function amountTests(filters: InvoiceFilters): readonly Test[] {
  return comparisons.flatMap(([suffix, holds]) => {
    const given = filters[`amount${suffix}`];
    if (!isGiven(given)) return [];
    const bound = parseDecimal(String(given));
    return [({ total }: Invoice) => holds(compare(parseDecimal(total), bound))];
  });
}

function dateTests(filters: InvoiceFilters): readonly Test[] {
  return comparisons.flatMap(([suffix, holds]) => {
    const key = `due_date${suffix}` as const;
    const given = filters[key];
    if (!isGiven(given)) return [];
    const day = dayOf(String(given), key);
    return [
      (invoice: Invoice) => {
        const date = datedBy(filters, invoice);
        return date !== null && holds(Math.sign(dayOf(date, key) - day));
      },
    ];
  });
}

/** The filter is on the due date unless the query says otherwise. */
function datedBy({ date_type }: InvoiceFilters, { due_date, invoice_date }: Invoice): string | null {
  return date_type === 'invoice_date' ? invoice_date : due_date;
}

function dayOf(date: string, path: string): number {
  return Math.floor(parseInstant(date.length === 10 ? `${date}T00:00:00Z` : date, path) / millisPerDay);
}

const units: { readonly [unit: string]: number } = { d: 1, w: 7, m: 30 };

/** Due within so many days, weeks or months (of 30 days) around now: `7d`, `2w`, `1m`. */
function windowTests(filters: InvoiceFilters, at: string): readonly Test[] {
  const { due_date_window } = filters;
  if (!isGiven(due_date_window)) return [];
  const [, count, unit] = /^(\d{1,4})([dwm])$/.exec(String(due_date_window)) ?? [];
  const days = Number(count) * (units[unit ?? ''] ?? Number.NaN);
  if (Number.isNaN(days)) {
    return fail('due_date_window', 'invalid_type', `is ${shown(due_date_window)}; give a number with d, w or m, as 7d`);
  }
  const now = dayOf(at, 'at');
  return [
    (invoice) => {
      const date = datedBy(filters, invoice);
      return date !== null && Math.abs(dayOf(date, 'due_date') - now) <= days;
    },
  ];
}

/** Recurring invoices are those of subscriptions. */
function recurring({ is_recurring }: InvoiceFilters): readonly Test[] {
  if (!isGiven(is_recurring)) return [];
  const wanted = is_recurring === true || is_recurring === 'true';
  return [({ invoice_source }) => (invoice_source !== 'one_off') === wanted];
}
