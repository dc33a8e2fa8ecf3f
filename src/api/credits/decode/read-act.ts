import type { LedgerAct } from '../../../credits/index.js';
import { isGiven, optionalText, requiredText, valueAt, type Fields } from '../../../errors/index.js';
import { choiceAt } from '../../decode/document-fields.js';
import { readLabels } from './labels.js';
import { amountAboveZero } from './read-block.js';
import { requiredInstant } from './required-instant.js';

/** Reads an entry made by hand out of a ledger document. */
export function readLedgerAct(fields: Fields): LedgerAct {
  const type = choiceAt(fields, 'type', ['decrement', 'expiration_change', 'void', 'amendment', 'end']);
  const act = {
    at: requiredInstant(fields, 'at'),
    description: optionalText(fields, 'description'),
    metadata: readLabels(fields),
  };
  if (type === 'decrement') return { type, ...act, amount: amountAboveZero(fields, 'amount') };
  if (type === 'end') return { type, ...act, allocation_id: requiredText(fields, 'allocation_id') };
  const block_id = requiredText(fields, 'block_id');
  if (type === 'amendment') return { type, ...act, block_id, amount: amountAboveZero(fields, 'amount') };
  const new_block_id = requiredText(fields, 'new_block_id');
  if (type === 'void') {
    const amount = amountAboveZero(fields, 'amount');
    return { type, ...act, block_id, new_block_id, amount, reason: optionalText(fields, 'void_reason') };
  }
  const amount = isGiven(valueAt(fields, 'amount')) ? amountAboveZero(fields, 'amount') : null;
  return { type, ...act, block_id, new_block_id, amount, target: requiredInstant(fields, 'target_expiry_date') };
}
