import { optionalChild, type Fields } from '../../../errors/index.js';
import type { CreditBlockAllocation } from '../../../wire/index.js';
import { documentAt, type DocumentShape } from '../../decode/document.js';

const shape: DocumentShape<CreditBlockAllocation> = {
  currency: 'text',
  allows_rollover: 'flag',
  custom_expiration: 'object or null',
  filters: 'list or missing',
  license_type_id: 'text or null or missing',
  item_id: 'text',
};

/** What a block says of the allocation that granted it, which only passes through; null where none did. */
export function readBlockAllocation(block: Fields): CreditBlockAllocation | null {
  const allocation = optionalChild(block, 'credit_allocation');
  return allocation && documentAt(allocation, shape, block.issues.length);
}
