import { releaseCharges } from '../../../credits/index.js';
import { openFields, placeOf, refuse, type Fields } from '../../../errors/index.js';
import type { RecordedInvoice } from '../../../invoices/index.js';
import { readLedgerDocument } from '../../credits/decode/read-ledger.js';
import { encodeLedgerStep, type LedgerTransition } from '../../credits/encode/transition.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';

/** The ledgers as if these invoices had charged nothing: their credits come back by replay (§11.3). */
export function ledgersWithout(
  invoices: readonly RecordedInvoice[],
  books: Books,
  { at, policies }: BillableStep,
): readonly LedgerTransition[] {
  return books.ledgers.map((document) => {
    const fields = openFields(document, placeOf('ledgers'), { issues: [], watch: null }) as Fields;
    const reading = readLedgerDocument(fields, policies);
    refuse(fields.issues);
    const next = invoices.reduce((ledger, { id }) => releaseCharges(ledger, id, at), reading.ledger);
    return encodeLedgerStep(reading, { next, grace_hours: policies.grace_period_hours }).transition;
  });
}
