import { readFilters } from '../../../adjustments/index.js';
import type { BlockSource, CreditBlock } from '../../../credits/index.js';
import { decimalAt, isNegative, sign, zero, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  optionalFlag,
  optionalText,
  report,
  requiredText,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { Instant } from '../../../time/index.js';
import { choiceAt, instantAt } from '../../decode/document-fields.js';
import { readBlockAllocation } from './block-allocation.js';
import { readLabels } from './labels.js';
import { requiredInstant } from './required-instant.js';

const blockSources: readonly [BlockSource, ...BlockSource[]] = ['manual', 'allocation', 'top_up', 'commitment'];

/** Reads a block of a ledger document as it was granted; what is left of it is computed anew. */
export function readLedgerBlock(fields: Fields): CreditBlock {
  return {
    id: requiredText(fields, 'id'),
    amount: amountAboveZero(fields, 'amount'),
    effective: requiredInstant(fields, 'effective_date'),
    usable_from: instantAt(fields, 'usable_from'),
    expiry: instantAt(fields, 'expiry_date'),
    cost_basis: optionalBasis(fields),
    filters: readFilters(fields, 'filters'),
    license_id: optionalText(fields, 'license_id'),
    write_off_overage: optionalFlag(fields, 'write_off_overage'),
    writes_off: null,
    source: choiceAt(fields, 'credit_block_source', blockSources),
    granted_by: optionalText(fields, 'granted_by'),
    allocation: readBlockAllocation(fields),
    created: requiredInstant(fields, 'created_at') satisfies Instant,
    description: optionalText(fields, 'description'),
    metadata: readLabels(fields),
  };
}

/** An amount of credits: above zero, because a ledger has an entry type for each direction (§16 `invalid_amount`). */
export function amountAboveZero(fields: Fields, key: string): Decimal {
  const faults = fields.issues.length;
  const amount = decimalAt(fields, key) ?? zero;
  if (fields.issues.length === faults && sign(amount) <= 0) {
    report(fields, key, {
      code: 'invalid_amount',
      message: 'is not above zero; the type of an entry says its direction',
    });
  }
  return amount;
}

/** What a unit cost; null where nothing is said. */
export function optionalBasis(fields: Fields, key = 'per_unit_cost_basis'): Decimal | null {
  if (!isGiven(valueAt(fields, key))) return null;
  const basis = decimalAt(fields, key) ?? zero;
  if (!isNegative(basis)) return basis;
  report(fields, key, {
    code: 'invalid_amount',
    message: 'is negative; give what one unit cost, or 0',
  });
  return null;
}
