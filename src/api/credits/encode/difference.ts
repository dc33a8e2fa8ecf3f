import type { CreditLedger, LedgerBlock, LedgerEntry } from '../../../wire/index.js';

// What can change about an entry or a block; the rest follows from these or never changes.
const entryKeys =
  /*#__PURE__*/
  'entry_type entry_status date block_id amount starting_balance ending_balance price_id invoice_id void_amount new_block_expiry_date'.split(
    ' ',
  ) as readonly (keyof LedgerEntry)[];
const blockKeys = /*#__PURE__*/ 'balance maximum_initial_balance usable_from expiry_date'.split(
  ' ',
) as readonly (keyof LedgerBlock)[];

/** What is other than before: numbers of entries, ids of blocks, and those that are no more. */
export type LedgerDifference = {
  readonly entries: readonly number[];
  readonly removed_entries: readonly number[];
  readonly blocks: readonly string[];
  readonly removed_blocks: readonly string[];
};

/** Compares two states of a ledger, key by key, because a database may have reordered the keys. */
export function differenceBetween(before: CreditLedger, after: CreditLedger): LedgerDifference {
  const old_entries = before.entries ?? [];
  const old_blocks = new Map((before.blocks ?? []).map((block) => [block.id, block]));
  const ids = new Set(after.blocks.map(({ id }) => id));
  // Entries mention when their block expires.
  const moved = new Set(
    after.blocks.flatMap(({ id, expiry_date }) => {
      const old = old_blocks.get(id);
      return old === undefined || old.expiry_date === expiry_date ? [] : [id];
    }),
  );
  return {
    entries: after.entries.flatMap((entry, position) =>
      isSame(old_entries[position], entry, entryKeys) && !moved.has(entry.block_id ?? '') ? [] : [position],
    ),
    removed_entries: old_entries.slice(after.entries.length).map((_, offset) => after.entries.length + offset),
    blocks: after.blocks.filter((block) => !isSame(old_blocks.get(block.id), block, blockKeys)).map(({ id }) => id),
    removed_blocks: [...old_blocks.keys()].filter((id) => !ids.has(id)),
  };
}

function isSame<T extends object>(a: T | undefined, b: T, keys: readonly (keyof T)[]): boolean {
  return a !== undefined && keys.every((key) => a[key] === b[key]);
}
