import { isGiven, openChild, optionalText, requiredText, valueAt, type Fields } from '../../../errors/index.js';
import type { InvoicedDocument } from '../../../subscriptions/index.js';
import { instantOfMillis } from '../../../time/index.js';
import { choiceAt, instantAt, objectsAt } from '../../decode/document-fields.js';

/** Reads the invoices of a subscription, as far as they decide what may still change; others' are passed over. */
export function readInvoicedDocuments(input: Fields, subscription_id: string): readonly InvoicedDocument[] {
  return objectsAt(input, 'invoices').flatMap((invoice) => {
    const owner = isGiven(valueAt(invoice, 'subscription')) ? openChild(invoice, 'subscription') : null;
    if (owner === null || optionalText(owner, 'id') !== subscription_id) return [];
    return [
      {
        id: requiredText(invoice, 'id'),
        status: choiceAt(invoice, 'status', ['draft', 'issued', 'paid', 'synced', 'void']),
        invoice_date: instantAt(invoice, 'invoice_date') ?? epoch,
        lines: objectsAt(invoice, 'line_items').map(readLine),
      },
    ];
  });
}

const epoch = /*#__PURE__*/ instantOfMillis(0);

function readLine(line: Fields): InvoicedDocument['lines'][number] {
  const price = isGiven(valueAt(line, 'price')) ? openChild(line, 'price') : null;
  return {
    price_id: (price && optionalText(price, 'id')) ?? '',
    start: instantAt(line, 'start_date') ?? epoch,
    end: instantAt(line, 'end_date') ?? epoch,
  };
}
