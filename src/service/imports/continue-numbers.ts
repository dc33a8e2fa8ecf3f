import { identity } from '../../identity/index.js';
import { parseInstant } from '../../time/index.js';
import type { Invoice } from '../../wire/index.js';
import type { Call } from '../call.js';
import { findKept, needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';

/** A number of an invoice in the form in which they are issued here: a prefix and a count. */
const counted = /^(.{1,40})-(\d{1,9})$/;
/** Numbers are remembered one by one, which is no matter for the invoices of a customer. */
const mostNumbers = 10_000;

/**
 * Lets the numbers of a customer's invoices go on where the imported ones end, as long as their prefix is the customer's
 * alone; otherwise they begin anew under a prefix of their own. No number is used twice either way (§1.3).
 */
export async function continueNumbers(call: Call, customer_id: string): Promise<void> {
  const customer = await needKept(call, 'customer', customer_id);
  const numbers = numbersOf(
    (await allKept(call, 'invoice', `customer:${customer_id}`)).map(({ document }) => document),
  );
  const journal = identity('invoice_numbers', customer_id);
  const issued = await call.transaction.countEntries(journal);
  const own = customer.aside.invoice_prefix;
  const wanted = issued > 0 ? own : (numbers.last_prefix ?? own);
  const count = numbers.countOf(wanted);
  const goesOn = count > issued && count <= mostNumbers && (await isFree(call, wanted, customer_id));
  if (goesOn) await call.transaction.appendEntries(journal, issued, numbersFrom(wanted, issued, count));
  await keepPrefix(call, customer, goesOn ? wanted : await unusedPrefix(call, customer, { numbers, issued }));
}

async function keepPrefix(call: Call, customer: Kept<'customer'>, prefix: string): Promise<void> {
  if (prefix === customer.aside.invoice_prefix) return;
  await writeKept(call, 'customer', { ...customer, aside: { ...customer.aside, invoice_prefix: prefix } });
}

function numbersFrom(prefix: string, issued: number, count: number): readonly { readonly number: string }[] {
  return Array.from({ length: count - issued }, (_, index) => ({
    number: `${prefix}-${String(issued + index + 1).padStart(5, '0')}`,
  }));
}

/** The customer's own prefix, or one like it, under which no imported number lies ahead. */
async function unusedPrefix(
  call: Call,
  { document, aside }: Kept<'customer'>,
  { numbers, issued }: { readonly numbers: Numbers; readonly issued: number },
): Promise<string> {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? aside.invoice_prefix : `${aside.invoice_prefix}R${count}`;
    const isAhead = numbers.countOf(candidate) > issued;
    if (!isAhead && (await isFree(call, candidate, document.id))) return candidate;
  }
}

type Numbers = { readonly last_prefix: string | null; readonly countOf: (prefix: string) => number };

/** The highest count under each prefix, and the prefix of the invoice that is dated last. */
function numbersOf(invoices: readonly Invoice[]): Numbers {
  const counts = new Map<string, number>();
  const countOf = (prefix: string): number => counts.get(prefix) ?? 0;
  const numbered = invoices
    .flatMap(({ invoice_number, invoice_date }) => numberIn(invoice_number, parseInstant(invoice_date)))
    .sort((a, b) => a.date - b.date);
  for (const { prefix, count } of numbered) counts.set(prefix, Math.max(countOf(prefix), count));
  return { last_prefix: numbered.at(-1)?.prefix ?? null, countOf };
}

type Numbered = { readonly prefix: string; readonly count: number; readonly date: number };

function numberIn(text: string | null, date: number): readonly Numbered[] {
  const [, prefix, count] = counted.exec(text ?? '') ?? [];
  return prefix === undefined ? [] : [{ prefix, count: Number(count), date }];
}

async function isFree(call: Call, prefix: string, customer_id: string): Promise<boolean> {
  const owner = await findKept(call, 'customer', `invoice_prefix:${prefix}`);
  return owner === null || owner.document.id === customer_id;
}
