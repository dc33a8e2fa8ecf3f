import { describe, expect, it } from 'vitest';
import { documentAt, type DocumentShape } from '../../src/api/decode/document.js';
import { openFields, placeOf, type Issues } from '../../src/errors/index.js';
import { draftInvoice, issueInvoice, renderInvoice, type Invoice } from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';
import { newYorker, seats } from '../support/subscribed.js';

type Note = {
  readonly title: string;
  readonly stars: number;
  readonly is_read: boolean;
  readonly tags: readonly string[];
  readonly author: { readonly name: string };
  readonly reply: string | null;
  readonly folder?: string | null;
  readonly extra: unknown;
};

const shape: DocumentShape<Note> = {
  title: 'text',
  stars: 'number',
  is_read: 'flag',
  tags: 'list',
  author: 'object',
  reply: 'text or null',
  folder: 'text or null or missing',
  extra: 'anything',
};

const whole = { title: 'a', stars: 1, is_read: false, tags: [], author: { name: 'b' }, reply: null };

function read(value: object, told: Issues = []) {
  const issues: Issues = [...told];
  const fields = openFields(frozen(value), placeOf('note'), { issues, watch: null });
  const document = fields && documentAt(fields, shape, 0);
  return { document, faults: issues.map(({ code, path }) => `${code} ${path}`) };
}

describe('a document as it is given', () => {
  it('is the very object where every key is what its type says', () => {
    const note = frozen({ ...whole, folder: null, unknown: 1 });
    expect(read(note).document).toBe(note);
  });

  it('reads a key that may be null and is missing as null, and leaves one that may be missing out', () => {
    const { reply: _, ...others } = whole;
    expect(read(others).document).toEqual({ reply: null, ...others });
  });

  it('is refused with every key that is not what its type says', () => {
    const { title: _, ...untitled } = whole;
    expect(read({ ...untitled, stars: '1', tags: {}, author: [], reply: 5, is_read: null }).faults).toEqual([
      'missing_field note.title',
      'invalid_type note.stars',
      'missing_field note.is_read',
      'invalid_type note.tags',
      'invalid_type note.author',
      'invalid_type note.reply',
    ]);
  });

  it('has no key by inheritance', () => {
    const { title: _, ...untitled } = whole;
    const heir = Object.assign(Object.create({ title: 'of a prototype' }) as object, untitled);
    expect(read(heir)).toEqual({ document: null, faults: ['missing_field note.title'] });
  });

  it('is not told twice of what was found before', () => {
    const told = [{ path: 'note.stars', code: 'invalid_decimal', severity: 'error', message: 'is no number' }] as const;
    expect(read({ ...whole, stars: 'x' }, [...told]).faults).toEqual(['invalid_decimal note.stars']);
  });
});

describe('an invoice that lacks what every invoice has', () => {
  const period = { start_date: '2026-01-01', end_date: '2026-02-01' };
  const { invoice, workings } = draftInvoice({ customer: newYorker, prices: [seats('12.00', 5)], period });
  const lists = ['customer_balance_transactions', 'credit_notes', 'payment_attempts', 'line_items'];
  const bare = frozen(Object.fromEntries(Object.entries(invoice).filter(([key]) => !lists.includes(key))) as Invoice);
  const faults = lists.map((key) => `missing_field invoice.${key}`);

  it('is refused by an action on it, with every key that is wanting', () => {
    const issue = () =>
      issueInvoice({ invoice: bare, customer: newYorker, at: '2026-02-01', request: {}, invoice_number: 'A-1' });
    expect(faultsOf(issue).sort()).toEqual([...faults].sort());
  });

  it('is refused by its page, as are workings that are none', () => {
    expect(faultsOf(() => renderInvoice(bare)).sort()).toEqual([...faults].sort());
    const torn = { invoice, workings: { ...workings, lines: 'none' } } as never;
    expect(faultsOf(() => renderInvoice(torn))).toEqual(['invalid_type workings.lines']);
  });
});
