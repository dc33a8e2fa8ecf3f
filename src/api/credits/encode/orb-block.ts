import type { BlockState } from '../../../credits/index.js';
import { formatDecimal, toNumber } from '../../../decimal/index.js';
import { formatInstant } from '../../../time/index.js';
import { placeOf } from '../../../errors/index.js';
import { copyJson } from '../../encode/copy.js';
import type { CreditBlock, CreditBlockAllocation, Writable } from '../../../wire/index.js';
import { structuredFilters } from './orb-entry.js';

/** What is returned shares nothing with what came in. */
export function copyAllocation(allocation: CreditBlockAllocation): Writable<CreditBlockAllocation> {
  return copyJson(allocation, placeOf('credit_allocation')) as Writable<CreditBlockAllocation>;
}

/** Writes a block as Orb's, with what is left of it. */
export function encodeOrbBlock({ block, balance, initial }: BlockState): Writable<CreditBlock> {
  return {
    id: block.id,
    balance: toNumber(balance),
    effective_date: formatInstant(block.effective),
    expiry_date: block.expiry === null ? null : formatInstant(block.expiry),
    per_unit_cost_basis: block.cost_basis === null ? null : formatDecimal(block.cost_basis),
    status: block.usable_from === null ? 'pending_payment' : 'active',
    maximum_initial_balance: toNumber(initial),
    filters: structuredFilters(block),
    credit_block_source: block.source,
    credit_allocation: block.allocation === null ? null : copyAllocation(block.allocation),
    credit_commitment: null,
    metadata: { ...block.metadata },
  };
}
