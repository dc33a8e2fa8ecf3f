import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../../src/index.js';
import { auditAccount, importDocuments } from '../../../src/service/index.js';
import type { NewLedgerEntry } from '../../../src/wire/index.js';
import { startBackend } from '../backend.js';
import { placed } from './fetch-all.js';

type Step = { readonly days: number; readonly amount: number; readonly kind: string; readonly which: number };

const steps = fc.array(
  fc.record({
    days: fc.nat(3),
    amount: fc.integer({ min: 1, max: 40 }),
    kind: fc.constantFrom('increment', 'increment', 'decrement', 'decrement', 'void', 'amendment', 'expiration_change'),
    which: fc.nat(5),
  }),
  { minLength: 1, maxLength: 14 },
);

/** A ledger to which entries were made by hand, some of which it refused, as Orb's API lists it. */
async function listedLedger(history: readonly Step[]) {
  const { service, setClock } = startBackend('2026-01-01');
  const { id: customer_id } = await service.createCustomer({ body: { name: 'Acme', email: 'a@acme.test' } });
  let day = 0;
  for (const step of history) {
    day += step.days;
    setClock(dayAfter(day));
    const blocks = (await service.listCredits({ customer_id })).data.map(({ id }) => id);
    const block_id = blocks[step.which % Math.max(1, blocks.length)] ?? 'none';
    const body = { entry_type: step.kind, amount: step.amount, ...particulars(step, { day, block_id }) };
    await service.createLedgerEntry({ customer_id, body: body as NewLedgerEntry }).catch((error: unknown) => {
      if (!isBillingError(error)) throw error;
    });
  }
  const at = dayAfter(day + 1);
  setClock(at);
  const blocks = (await service.listCredits({ customer_id, include_all_blocks: true, limit: 100 })).data;
  const listed = (await service.listCreditLedger({ customer_id, limit: 100 })).data;
  // Orb's ids say nothing.
  const entries = listed.map((entry, position) => ({ ...entry, id: `${(position * 7919) % 10_007}xQ` }));
  return { at, service, customer_id, blocks, entries, customer: await service.fetchCustomer({ customer_id }) };
}

function particulars({ kind, amount }: Step, { day, block_id }: { readonly day: number; readonly block_id: string }) {
  if (kind === 'increment') return { expiry_date: dayAfter(day + amount), description: 'granted' };
  if (kind === 'decrement') return {};
  // Expiries that differ, so that a block that moved can be told from the others.
  const target_expiry_date = dayAfter(day + 100 + amount).slice(0, 10);
  return kind === 'expiration_change' ? { block_id, target_expiry_date } : { block_id };
}

function dayAfter(days: number): string {
  return new Date(Date.UTC(2026, 0, 1 + days)).toISOString();
}

describe('an imported ledger', () => {
  it('keeps the ids of its entries for as long as they say the same, and tells of those that cannot keep theirs', async () => {
    const increment = { kind: 'increment', days: 2, amount: 10, which: 0 };
    const history = [increment, { ...increment, kind: 'decrement', amount: 3 }, { ...increment, kind: 'decrement', amount: 3 }]; // prettier-ignore
    const { at, customer_id, customer, blocks, entries } = await listedLedger(history);
    const target = startBackend(at);
    const options = { repository: target.repository, now: () => at, account: { id: 'demo' } };
    // Numbered from 5 there.
    const numbered = entries.map((entry) => ({ ...entry, ledger_sequence_number: entry.ledger_sequence_number + 5 }));
    const { notes } = await importDocuments(options, { lines: () => placed([customer, ...blocks, ...numbered]) });
    expect(notes.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['warning', `entry 5 (${entries[2]!.id}) has another number here, where the first is 0, nothing is left out, and each is in its place by time, as for 2 more of this ledger`],
    ]); // prettier-ignore
    const list = async () => (await target.service.listCreditLedger({ customer_id, limit: 100 })).data;
    expect(await list()).toEqual(entries);
    // One that is dated back, and expires late, moves all others on by one; the deductions still come from the same block.
    const body = { entry_type: 'increment', amount: 4, effective_date: '2026-01-01T00:00:00Z', expiry_date: '2027-01-01T00:00:00Z' } as const; // prettier-ignore
    const added = await target.service.createLedgerEntry({ customer_id, body: body as unknown as NewLedgerEntry });
    expect((await list()).map(({ id, amount, ledger_sequence_number }) => [id, amount, ledger_sequence_number])).toEqual([
      [entries[0]!.id, 3, 3],
      [entries[1]!.id, 3, 2],
      [entries[2]!.id, 10, 1],
      [added.id, 4, 0],
    ]); // prettier-ignore
    const audit = await auditAccount(options, {});
    expect(audit.findings).toEqual([]);
  });

  it('keeps which allocation a block came of, and tells of one whose license is not said', async () => {
    const history = [{ kind: 'increment', days: 2, amount: 10, which: 0 }] as const;
    const { at, customer_id, customer, blocks, entries } = await listedLedger(history);
    const target = startBackend(at);
    const options = { repository: target.repository, now: () => at, account: { id: 'demo' } };
    const credit_allocation = {
      currency: 'credits',
      allows_rollover: false,
      custom_expiration: null,
      license_type_id: 'seat',
      item_id: 'seats',
    };
    const [block] = blocks.map((own) => ({ ...own, credit_block_source: 'allocation', credit_allocation }));
    const { notes } = await importDocuments(options, { lines: () => placed([customer, block!, ...entries]) });
    expect(notes.map(({ kind, outcome, message }) => [kind, outcome, message])).toEqual([
      ['credit_block', 'warning', `block ${block!.id} is that of a license of the type seat, and does not say of which; here it is shared, and pays for everybody`],
    ]); // prettier-ignore
    const { data } = await target.service.listCredits({ customer_id, include_all_blocks: true });
    expect(data.map((own) => own.credit_allocation)).toEqual([credit_allocation]);
  });

  it('leaves the same in each block, has the same entries, and goes on the same', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const source = await listedLedger(history);
        const { at, customer_id, customer, blocks, entries } = source;
        const target = startBackend(at);
        const options = { repository: target.repository, now: () => at, account: { id: 'demo' } };
        const documents = placed([...entries, ...blocks, customer]);
        const movements = entries.filter(({ entry_type }) => entry_type === 'expiration_change');
        fc.pre(
          new Set(movements.map((entry) => Reflect.get(entry, 'new_block_expiry_date'))).size === movements.length,
        );
        await importDocuments(options, { lines: () => documents });
        const balances = async ({ service }: Pick<typeof source, 'service'>) =>
          (await service.listCredits({ customer_id, limit: 100 })).data.map(({ id, balance, expiry_date }) => [
            id,
            balance,
            expiry_date,
          ]);
        expect(await balances(target)).toEqual(await balances(source));
        const listed = (await target.service.listCreditLedger({ customer_id, limit: 100 })).data;
        expect(listed).toEqual(entries);
        const body = { entry_type: 'decrement', amount: 13 } as const;
        for (const { service } of [source, target]) await service.createLedgerEntry({ customer_id, body });
        expect(await balances(target)).toEqual(await balances(source));
        const again = await importDocuments(options, { lines: () => documents });
        expect(again.kinds.every(({ read, unchanged, kind }) => kind === 'customer' || read === unchanged)).toBe(true);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
