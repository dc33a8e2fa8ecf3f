import { isZero, multiply, negate, type Decimal } from '../decimal/index.js';
import { contains, type Instant, type Period } from '../time/index.js';
import type { LedgerEntry } from './run/entry.js';
import type { LedgerRun } from './run/run-ledger.js';

/** Revenue recognised by one entry: units at the cost basis of their block. An amendment takes it back. */
export type Recognition = {
  readonly at: Instant;
  readonly cause: 'usage' | 'manual' | 'expiry' | 'amendment';
  readonly block_id: string;
  readonly price_id: string | null;
  readonly invoice_id: string | null;
  readonly quantity: Decimal;
  readonly unit_amount: Decimal;
  readonly amount: Decimal;
};

/**
 * What a ledger recognises as revenue in a period: what was used, by usage or by hand, and what expired unused, each at its
 * block's cost basis; a void recognises nothing, an amendment takes back. Credits that cost nothing recognise nothing.
 */
export function recognizeRevenue({ entries }: LedgerRun, span: Period): readonly Recognition[] {
  return entries.filter((entry) => contains(span, entry.at)).flatMap(recognitionOf);
}

function recognitionOf(entry: LedgerEntry): readonly Recognition[] {
  const { block, charge, at } = entry;
  const cause = causeOf(entry);
  if (cause === null || block === null || block.cost_basis === null || isZero(block.cost_basis)) return [];
  const quantity = cause === 'amendment' ? negate(entry.amount) : entry.amount;
  return [
    {
      at,
      cause,
      block_id: block.id,
      price_id: charge === null ? null : charge.price_id,
      invoice_id: charge === null ? null : charge.invoice_id,
      quantity,
      unit_amount: block.cost_basis,
      amount: multiply(quantity, block.cost_basis),
    },
  ];
}

function causeOf({ type, charge }: LedgerEntry): Recognition['cause'] | null {
  if (type === 'decrement') return charge === null ? 'manual' : 'usage';
  if (type === 'credit_block_expiry') return 'expiry';
  return type === 'amendment' ? 'amendment' : null;
}
