import { difference, greater, lesser, nothing, order, print, sum, type Rational } from '../../support/rational.js';
import { timeText, type Grant } from './history.js';

/** What is charged on a day, and for which invoice; `issued`: what its invoice was paid for good. */
export type Charge = {
  readonly day: number;
  readonly invoice: string;
  readonly item: number;
  readonly amount: Rational;
  readonly issued: Rational | null;
  readonly converts: boolean;
};

/** A ledger burnt up to an instant: what was paid of each charge, what is left in all, and its entries as lines of text. */
export type Burnt = {
  readonly paid: ReadonlyMap<Charge, Rational>;
  readonly balance: Rational;
  readonly entries: readonly string[];
};

type Block = { readonly grant: Grant; left: Rational };

/** Days ascend; at one instant what expires goes first, then what is granted, then what is used by invoice (§8.3, §8.5). */
export function burn(grants: readonly Grant[], charges: readonly Charge[], until: number): Burnt {
  const blocks: Block[] = [];
  const entries: string[] = [];
  const paid = new Map<Charge, Rational>();
  let deficit = nothing;
  const days = [...grants.flatMap(({ from, until: end }) => [from, end ?? from]), ...charges.map(({ day }) => day)];
  const times = [...new Set(days)].filter((time) => time <= until).sort((a, b) => a - b);
  for (const time of times) {
    for (const { grant, left } of takenOut(blocks, time)) {
      if (order(left, nothing) > 0) entries.push(`credit_block_expiry ${timeText(time)} ${grant.id} ${print(left)}`);
    }
    for (const grant of grants.filter(({ from }) => from === time)) {
      blocks.push({ grant, left: grant.amount });
      entries.push(`increment ${timeText(time)} ${grant.id} ${print(grant.amount)}`);
    }
    for (const charge of charges.filter(({ day }) => day === time)) {
      const name = (block: string, amount: Rational): string =>
        `decrement ${timeText(time)} ${block} ${print(amount)} ${charge.invoice}`;
      const wanted = charge.issued ?? charge.amount;
      const taken = takeFrom(inBurnOrder(blocks, charge), wanted);
      for (const [id, amount] of taken) entries.push(name(id, amount));
      const rest = difference(wanted, sum(taken.map(([, amount]) => amount)));
      // What an issued invoice was paid it keeps, and a unit that is no money is owed (F19).
      const owed = charge.issued !== null || !charge.converts ? rest : nothing;
      if (order(owed, nothing) > 0) entries.push(name('deficit', owed));
      deficit = sum([deficit, owed]);
      paid.set(charge, sum([difference(wanted, rest), owed]));
    }
  }
  return { paid, balance: difference(sum(blocks.map(({ left }) => left)), deficit), entries };
}

/** The blocks whose day has come, which leave the list. */
function takenOut(blocks: Block[], time: number): readonly Block[] {
  const ended = blocks.filter(({ grant: { until } }) => until !== null && until <= time);
  blocks.splice(0, blocks.length, ...blocks.filter((block) => !ended.includes(block)));
  return ended;
}

/** Filtered ones first, then the soonest expiry, the effective date, the creation (§8.3). */
function inBurnOrder(blocks: readonly Block[], { item }: Charge): readonly Block[] {
  const rank = ({ grant: { filter, until, from, created } }: Block): readonly number[] => [
    filter === null ? 1 : 0,
    until ?? Infinity,
    from,
    created,
  ];
  return blocks
    .filter(({ grant: { filter } }) => filter === null || filter === item)
    .sort((a, b) => {
      const [first, second] = [rank(a), rank(b)];
      const place = first.findIndex((value, index) => value !== second[index]);
      return place < 0 ? 0 : first[place]! < second[place]! ? -1 : 1;
    });
}

function takeFrom(blocks: readonly Block[], wanted: Rational): readonly (readonly [id: string, amount: Rational])[] {
  let rest = wanted;
  return blocks.flatMap((block) => {
    const amount = lesser(block.left, greater(rest, nothing));
    if (order(amount, nothing) <= 0) return [];
    block.left = difference(block.left, amount);
    rest = difference(rest, amount);
    return [[block.grant.id, amount] as const];
  });
}
