import { endAllocation, resumeAllocation, type Ledger } from '../../../credits/index.js';
import type { Consequence } from '../../../subscriptions/index.js';
import { allocatedBy } from '../../credits/decode/allocation.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { changeLedgers } from './ledgers.js';

/** Ends what allocations granted (§8.6), in every ledger that holds blocks of theirs or may come to hold some. */
export function endAllocations(
  books: Books,
  { at, price_interval_ids }: Extract<Consequence, { kind: 'expire_allocations' }>,
  step: BillableStep,
): Books {
  const end = { at, now: step.at };
  return changeLedgers(books, step, (ledger) =>
    price_interval_ids
      .flatMap((id) => grantedUnder(ledger, id, step))
      .reduce((next, id) => endAllocation(next, id, end), ledger),
  );
}

/** Takes such an end back. */
export function resumeAllocations(
  books: Books,
  { from, price_interval_ids }: Extract<Consequence, { kind: 'resume_allocations' }>,
  step: BillableStep,
): Books {
  const end = { at: from, now: step.at };
  return changeLedgers(books, step, (ledger) =>
    price_interval_ids
      .flatMap((id) => grantedUnder(ledger, id, step))
      .reduce((next, id) => resumeAllocation(next, id, end), ledger),
  );
}

/**
 * The ids under which an allocation was granted: of its price interval and of its price for the subscription, which are its
 * subscription's alone, both where a ledger has had both in turn; else of its price alone, if blocks say so.
 */
function grantedUnder(
  ledger: Ledger,
  interval_id: string,
  { price_of, subscription }: BillableStep,
): readonly string[] {
  const price_id = price_of(interval_id) ?? interval_id;
  const own = [interval_id, allocatedBy(subscription.id, price_id)].filter((id) => isKnown(ledger, id));
  if (own.length > 0) return own;
  return [isKnown(ledger, price_id) ? price_id : interval_id];
}

function isKnown({ blocks, acts }: Ledger, allocation_id: string): boolean {
  return (
    blocks.some(({ granted_by }) => granted_by === allocation_id) ||
    acts.some((act) => act.type === 'end' && act.allocation_id === allocation_id)
  );
}
