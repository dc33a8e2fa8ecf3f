import { describe, expect, it } from 'vitest';
import { auditAccount, importDocuments, type AuditAccountInput, type ImportLine } from '../../../src/service/index.js';
import type { DocumentKind, JsonDocument } from '../../../src/repository/index.js';
import { startClient, type ClientBackend } from '../../rest/client/backend.js';
import { livedAccount } from '../imports/lived-account.js';
import { fetchAll, placed } from '../imports/fetch-all.js';

function audit({ repository }: Pick<ClientBackend, 'repository'>, input: AuditAccountInput = {}) {
  return auditAccount({ repository, now: () => '2026-03-05T00:00:00Z', account: { id: 'demo' } }, input);
}

/** Changes stored documents of a kind behind the service's back. */
async function tamper(
  { repository }: ClientBackend,
  kind: DocumentKind,
  change: (document: JsonDocument) => JsonDocument | null,
): Promise<void> {
  // prettier-ignore
  await repository.account('demo').transaction(async (transaction) => {
    const { documents } = await transaction.listDocuments({ kind, limit: 100 });
    for (const { id, version, document } of documents) {
      const changed = change(document);
      if (changed !== null) await transaction.writeDocument({ kind, id, version, document: changed, keys: keysOf(kind, document) }); // prettier-ignore
    }
  });
}

function keysOf(kind: DocumentKind, document: JsonDocument): readonly string[] {
  const owner = (document['customer'] as { readonly id: string } | undefined)?.id ?? (document['kept'] as { readonly customer_id?: string } | undefined)?.customer_id ?? document['customer_id']; // prettier-ignore
  return kind === 'customer' ? [] : [`customer:${String(owner)}`];
}

const withFirst = (list: unknown, change: object) => (list as readonly object[]).map((one, position) => (position === 0 ? { ...one, ...change } : one)); // prettier-ignore

/** A copy of an account with a life behind it. */
async function importedAccount(): Promise<ClientBackend> {
  fetched ??= placed(await fetchAll((await livedAccount()).client));
  const backend = startClient('2026-03-05T00:00:00Z');
  const options = { repository: backend.repository, now: () => '2026-03-05T00:00:00Z', account: { id: 'demo' } };
  await importDocuments(options, { lines: () => fetched ?? [] });
  return backend;
}
let fetched: readonly ImportLine[] | undefined;

describe('an audit of what the service stored', () => {
  it('finds nothing after the import of an account whose credits are used up', async () => {
    const source = await livedAccount();
    source.setClock('2026-03-05');
    await source.service.runBilling({ until: '2026-03-05T00:00:00Z' });
    const target = startClient('2026-03-05T00:00:00Z');
    const options = { repository: target.repository, now: () => '2026-03-05T00:00:00Z', account: { id: 'demo' } };
    const lines = placed(await fetchAll(source.client));
    await importDocuments(options, { lines: () => lines });
    expect((await audit(target)).findings).toEqual([]);
  });

  it('finds nothing, and computes every invoice to the same, before and after an import', async () => {
    const source = await livedAccount();
    source.setClock('2026-03-05');
    const found = await audit(source, { invoices: 'recomputed' });
    expect(found).toMatchObject({ customers: 2, credit_ledgers: 1, findings: [] });
    // Of all five that were issued; what the change of plan gave back of the seats of February is on a credit note.
    expect(found.recomputed).toEqual({ same: 5, differing: [], not_computed: [] });
    const target = startClient('2026-03-05T00:00:00Z');
    const options = { repository: target.repository, now: () => '2026-03-05T00:00:00Z', account: { id: 'demo' } };
    const lines = placed(await fetchAll(source.client));
    await importDocuments(options, { lines: () => lines });
    const imported = await audit(target, { invoices: 'recomputed' });
    expect(imported.findings).toEqual([]);
    expect(imported.recomputed).toEqual(found.recomputed);
    // Usage that came late: three calls of January at 0.50, of which the coupon of January leaves half.
    const customer = (await target.service.listCustomers()).data.find(({ name }) => name === 'Acme');
    const late = [1, 2, 3].map((number) => ({ id: `late ${number}`, event_name: 'call', timestamp: '2026-01-20T00:00:00Z', properties: {}, customer_id: customer!.id })); // prettier-ignore
    await importDocuments(options, { lines: () => placed(late) });
    const { recomputed } = await audit(target, { invoices: 'recomputed' });
    expect(recomputed!.differing.map(({ diff, credited, open }) => [open, diff.total, credited, diff.line_items.map(({ name, amount }) => [name, amount])])).toEqual([
      // As above the seats, of which the credit note gave back what differs.
      ['0.75', '-2.46', '3.21', [['Seats', '-3.21'], ['Calls', '0.75']]],
    ]); // prettier-ignore
  });

  it.each([
    [
      'a line',
      'invoice',
      (document: JsonDocument) =>
        document['total'] === '0.00'
          ? null
          : { ...document, line_items: withFirst(document['line_items'], { amount: '7.77' }) },
      /^line_items\[0\]\.amount$/,
    ],
    ['a total', 'invoice', (document: JsonDocument) => ({ ...document, total: '999.00' }), /^total$/],
    [
      'an entry of a ledger',
      'credit_ledger',
      (document: JsonDocument) => ({ ...document, entries: withFirst(document['entries'], { amount: '31' }) }),
      /^entries\[0\]/,
    ],
    [
      'what a ledger follows from',
      'credit_ledger',
      (document: JsonDocument) => ({
        ...document,
        charges: withFirst(document['charges'], { amount: '17', issued: '17' }),
      }),
      /^entries\[1\]\.amount$/,
    ],
    [
      'a block that is listed',
      'credit_block',
      (document: JsonDocument) => ({ ...document, balance: 1 }),
      /^blocks\[0\]\.balance$/,
    ],
    ['a balance', 'customer', (document: JsonDocument) => ({ ...document, balance: '4.00' }), /^balance$/],
    [
      'a movement',
      'balance_transaction',
      (document: JsonDocument) => ({ ...document, ending_balance: '2.00' }),
      /^balance_transactions\./,
    ],
  ] as const)('finds %s that was changed', async (_what, kind, change, path) => {
    const backend = await importedAccount();
    await tamper(backend, kind, change);
    const { findings } = await audit(backend);
    expect(findings.map((finding) => finding.path).some((found) => path.test(found)), JSON.stringify(findings)).toBe(true); // prettier-ignore
    expect(findings.every(({ id, name, message }) => id !== '' && name !== '' && message !== '')).toBe(true);
  });

  it('finds a number that two customers were given', async () => {
    const backend = await importedAccount();
    await tamper(backend, 'invoice', (document) => ({ ...document, invoice_number: 'SAME-1' }));
    const { findings } = await audit(backend);
    const repeated = findings.filter(({ message }) => message.includes('of another customer too'));
    // Of the two customers the one that is looked at second.
    expect(new Set(repeated.map(({ customer_id }) => customer_id)).size).toBe(1);
  });
});
