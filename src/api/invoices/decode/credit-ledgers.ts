import { isGiven, report, shown, valueAt, type Fields } from '../../../errors/index.js';
import type { Policies } from '../../../wire/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { readLedgerDocument, type LedgerReading } from '../../credits/decode/read-ledger.js';

type Payer = { readonly customer: { readonly id: string }; readonly policies: Policies };

/** Reads `ledgers`, which pay the lines of an invoice: the customer's own, at most one of each currency (§8.1). */
export function readCreditLedgers(input: Fields, payer: Payer): readonly LedgerReading[] {
  if (!isGiven(valueAt(input, 'ledgers'))) return [];
  if (isGiven(valueAt(input, 'payWithCredits'))) {
    const message = 'stands beside payWithCredits; credits are paid by one of the two';
    report(input, 'ledgers', { code: 'invalid_type', message });
  }
  const seen = new Set<string>();
  return objectsAt(input, 'ledgers').map((fields) => {
    const reading = readLedgerDocument(fields, payer.policies);
    checkOwner(reading, payer);
    const { code } = reading.ledger.currency;
    if (seen.has(code)) {
      const message = `is ${code}, of which there is a ledger already; a customer has one of each currency`;
      report(fields, 'currency', { code: 'invalid_reference', message });
    }
    seen.add(code);
    return reading;
  });
}

function checkOwner({ ledger, fields }: LedgerReading, { customer }: Payer): void {
  if (ledger.customer_id === customer.id || ledger.customer_id === '') return;
  const message = `is ${shown(ledger.customer_id)}, but the invoice is of ${shown(customer.id)}; give the customer's own ledger`;
  report(fields, 'customer_id', { code: 'customer_reference', message });
}
