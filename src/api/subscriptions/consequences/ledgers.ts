import type { Ledger } from '../../../credits/index.js';
import { openFields, placeOf, refuse } from '../../../errors/index.js';
import type { CreditLedger, Effect } from '../../../wire/index.js';
import { readLedgerDocument } from '../../credits/decode/read-ledger.js';
import { encodeLedgerStep } from '../../credits/encode/transition.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';

/** Changes every ledger of the books, and says what of it is to be stored. */
export function changeLedgers(books: Books, { policies }: BillableStep, change: (ledger: Ledger) => Ledger): Books {
  const effects: Effect[] = [];
  const ledgers = books.ledgers.map((document, position): CreditLedger => {
    const reading = { issues: [], watch: null };
    const fields = openFields(document, placeOf(position, placeOf('ledgers')), reading);
    if (fields === null) return document;
    const read = readLedgerDocument(fields, policies);
    refuse(reading.issues);
    const next = change(read.ledger);
    const { transition } = encodeLedgerStep(read, { next, grace_hours: policies.grace_period_hours });
    effects.push(...transition.effects);
    return transition.ledger;
  });
  return { ...books, ledgers, effects: [...books.effects, ...effects] };
}
