import { Big } from 'big.js';

/** A block as a straightforward ledger keeps it. */
export type NaiveBlock = {
  readonly id: string;
  readonly amount: string;
  readonly effective: string;
  readonly expiry: string | null;
  readonly basis: string | null;
};

/** What a day charges. */
export type NaiveCharge = { readonly date: string; readonly amount: string };

/** The entries of a ledger in big.js: every charge searches the usable blocks in burn order, every step is a `Big`. */
export function naiveBurnDown(blocks: readonly NaiveBlock[], charges: readonly NaiveCharge[]): readonly string[] {
  const left = blocks.map((block) => ({ ...block, balance: new Big(block.amount), cost: new Big(block.basis ?? 0) }));
  let balance = new Big(0);
  const entries: string[] = [];
  for (const block of left) {
    const start = balance;
    balance = balance.plus(block.balance);
    entries.push(`increment ${block.id} ${block.balance.toFixed()} ${start.toFixed()} ${balance.toFixed()}`);
  }
  for (const charge of charges) {
    let rest = new Big(charge.amount);
    const usable = left
      .filter((block) => block.balance.gt(0) && (block.expiry === null || block.expiry > charge.date))
      .sort(
        (a, b) => compareText(a.expiry ?? '9999', b.expiry ?? '9999') || a.cost.cmp(b.cost) || compareText(a.id, b.id),
      );
    for (const block of usable) {
      if (rest.eq(0)) break;
      const amount = block.balance.lt(rest) ? block.balance : rest;
      const start = balance;
      block.balance = block.balance.minus(amount);
      balance = balance.minus(amount);
      rest = rest.minus(amount);
      entries.push(`decrement ${block.id} ${amount.toFixed()} ${start.toFixed()} ${balance.toFixed()}`);
    }
  }
  return entries;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
