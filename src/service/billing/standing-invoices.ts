import { isZero, parseDecimal } from '../../decimal/index.js';
import { parseInstant, type Instant } from '../../time/index.js';
import type { Invoice } from '../../wire/index.js';

/**
 * The invoices that may have billed part of the services that begin with an instant or later. What a partial invoice billed
 * counts from the start of its service period (§10), so that of each that is among them all before it are, though of a
 * period that began long before.
 */
export function standingSince(invoices: readonly Invoice[], start: Instant): readonly Invoice[] {
  const standing = invoices.filter(({ status }) => status !== 'void');
  let since = start;
  let found = reaching(standing, since);
  for (let first = firstPart(found, since); first < since; first = firstPart(found, since)) {
    since = first;
    found = reaching(standing, since);
  }
  return found;
}

function reaching(invoices: readonly Invoice[], since: Instant): readonly Invoice[] {
  return invoices.filter(({ line_items }) =>
    line_items.some((line) => parseInstant(line.end_date) > since || parseInstant(line.start_date) >= since),
  );
}

/** The earliest start of a service that invoices bill in parts. */
function firstPart(invoices: readonly Invoice[], since: Instant): Instant {
  let first = since;
  for (const { invoice_source, line_items } of invoices) {
    for (const { start_date, partially_invoiced_amount } of line_items) {
      const isPart = invoice_source === 'partial' || !isZero(parseDecimal(partially_invoiced_amount));
      const start = parseInstant(start_date);
      if (isPart && start < first) first = start;
    }
  }
  return first;
}
