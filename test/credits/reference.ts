import type { CreditLedger, LedgerAct, LedgerBlock, LedgerCharge } from '../../src/wire/index.js';

/** What a day, price and invoice took from a block, and the other movements, in whole 10^-18 units. */
export type Movement = { readonly type: string; readonly block: string; readonly amount: bigint };

/** The least that a ledger can be: a list of blocks that is sorted anew for every amount taken. */
type ReferenceBlock = {
  id: string;
  left: bigint;
  most: bigint;
  promised: bigint;
  from: number;
  until: number;
  basis: bigint;
  effective: number;
  created: number;
  items: readonly string[] | null;
  allocation: string | null;
  ended: boolean;
};

const places = 18;

/** A decimal text in whole 10^-18 units. */
export function units(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

type Happening = { readonly at: number; readonly rank: number; readonly happen: () => void };

/**
 * The movements of a ledger and what is left, computed from its inputs by a second, naive way: whole numbers, every
 * happening in one list, blocks searched and sorted each time. UTC alone, item filters of the form `includes`. `missed` is
 * what issued invoices were paid and do not find in the blocks: where it is not zero, other usage has to give way.
 */
export function referenceRun(ledger: CreditLedger, until: number) {
  const movements: Movement[] = [];
  const blocks: ReferenceBlock[] = [];
  let deficit = 0n;
  let missed = 0n;
  const uncovered: bigint[] = [];
  const promised = (id: string) =>
    ledger.acts
      .filter(
        (act) =>
          act.block_id === id && (act.type === 'void' || act.type === 'expiration_change') && act.amount !== null,
      )
      .reduce((sum, act) => sum + units(act.amount ?? '0'), 0n);

  const admit = (block: LedgerBlock): ReferenceBlock => ({
    id: block.id,
    left: units(block.amount),
    most: units(block.amount),
    promised: promised(block.id),
    from: Date.parse(block.usable_from ?? ''),
    until: block.expiry_date === null ? Infinity : Date.parse(block.expiry_date),
    basis: units(block.per_unit_cost_basis ?? '0'),
    effective: Date.parse(block.effective_date),
    created: Date.parse(block.created_at),
    items: block.filters.length === 0 ? null : block.filters.flatMap(({ values }) => values),
    allocation: block.credit_block_source === 'allocation' ? block.granted_by : null,
    ended: false,
  });
  const inOrder = () =>
    blocks
      .filter((block) => !block.ended && block.left > 0n)
      .sort(
        (a, b) =>
          Number(a.items === null) - Number(b.items === null) ||
          (a.until === b.until ? 0 : a.until - b.until) ||
          Number(a.basis - b.basis) ||
          a.effective - b.effective ||
          a.created - b.created ||
          (a.id < b.id ? -1 : 1),
      );
  const take = (wanted: bigint, serves: (block: ReferenceBlock) => boolean): bigint => {
    let rest = wanted;
    for (const block of inOrder().filter(serves)) {
      const free = block.left - block.promised > 0n ? block.left - block.promised : 0n;
      const amount = free < rest ? free : rest;
      if (amount === 0n) continue;
      block.left -= amount;
      rest -= amount;
      movements.push({ type: 'decrement', block: block.id, amount });
    }
    return rest;
  };
  const beyond = (rest: bigint) => {
    if (rest > 0n) movements.push({ type: 'decrement', block: 'deficit', amount: rest });
    deficit += rest;
  };
  const expire = (now: number) => {
    const due = blocks.filter((block) => !block.ended && block.until <= now);
    for (const block of due.sort((a, b) => a.until - b.until)) end(block);
  };
  const end = (block: ReferenceBlock) => {
    if (block.left > 0n) movements.push({ type: 'credit_block_expiry', block: block.id, amount: block.left });
    block.left = 0n;
    block.ended = true;
  };
  const charge = (own: LedgerCharge) => {
    const serves = ({ items }: ReferenceBlock) => items === null || items.includes(own.item_id ?? '');
    // An issued invoice keeps what it was paid, from blocks or from nothing.
    const rest = take(units(own.issued ?? own.amount), serves);
    const isOwed = own.issued !== null || own.overage === 'deficit';
    if (isOwed) beyond(rest);
    if (own.issued !== null && own.overage === 'bill') missed += rest;
    uncovered.push(isOwed ? 0n : rest);
  };
  const act = (own: LedgerAct) => {
    if (own.type === 'decrement') return beyond(take(units(own.amount ?? '0'), ({ items }) => items === null));
    if (own.type === 'end') {
      for (const block of blocks.filter(({ allocation, ended }) => allocation === own.allocation_id && !ended))
        end(block);
      return;
    }
    const block = blocks.find(({ id }) => id === own.block_id);
    if (block === undefined || block.ended) return;
    const asked = own.amount === null ? null : units(own.amount);
    if (own.type === 'amendment') {
      const used = block.most - block.left;
      const amount = (asked ?? 0n) < used ? (asked ?? 0n) : used;
      if (amount > 0n) movements.push({ type: 'amendment', block: block.id, amount });
      block.left += amount;
      return;
    }
    if (asked !== null) block.promised -= asked;
    const most = asked === null ? block.left - block.promised : asked;
    const amount = most < block.left ? most : block.left;
    if (amount <= 0n) return;
    block.left -= amount;
    block.most -= amount;
    const id = own.new_block_id ?? '';
    const at = Date.parse(own.at);
    if (own.type === 'void') {
      movements.push({ type: 'void', block: id, amount });
      return;
    }
    blocks.push({
      ...block,
      id,
      left: amount,
      most: amount,
      promised: promised(id),
      until: Date.parse(own.target_expiry_date ?? ''),
      created: at,
    });
  };

  const happenings: Happening[] = [];
  for (const block of ledger.blocks) {
    if (block.split_from !== null || block.usable_from === null) continue;
    const happen = () => {
      blocks.push(admit(block));
      movements.push({ type: 'increment', block: block.id, amount: units(block.amount) });
    };
    happenings.push({ at: Date.parse(block.usable_from), rank: 1, happen });
  }
  for (const own of ledger.charges) happenings.push({ at: Date.parse(own.date), rank: 2, happen: () => charge(own) });
  for (const own of ledger.acts) {
    happenings.push({ at: Date.parse(own.at), rank: own.type === 'end' ? 0 : 3, happen: () => act(own) });
  }
  happenings.sort((a, b) => a.at - b.at || a.rank - b.rank);
  for (const { at, happen } of happenings) {
    if (at > until) break;
    expire(at);
    happen();
    expire(at);
  }
  expire(until);
  return { movements, deficit, missed, uncovered, left: blocks.reduce((sum, { left }) => sum + left, 0n) };
}
