import { expect, it } from 'vitest';
import { auditInvoice } from '../../../src/index.js';
import type { Invoice } from '../../../src/wire/index.js';
import moves from '../../cases/service/moves.json' with { type: 'json' };
import trials from '../../cases/service/trials.json' with { type: 'json' };
import { print } from '../../support/rational.js';
import { faultAt, standingOf } from './fault.js';
import type { Life } from './life.js';
import { play } from './play.js';

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly life: Life;
  /** What stands billed at the end, by the names of the prices. */
  readonly billed: Readonly<Record<string, string>>;
};

const cases = [...trials, ...moves] as unknown as readonly Case[];

it.each(cases)('$name: $arithmetic', async ({ life, billed }) => {
  const end = await play(life);
  const names = new Map(
    end.invoices.flatMap(({ line_items }) => line_items.map(({ price }) => [price.id, price.name])),
  );
  const standing = [...standingOf(end)].map(([price_id, { amount }]) => [names.get(price_id), print(amount)]);
  expect(Object.fromEntries(standing)).toEqual(billed);
  expect(faultAt(end, life)).toBeNull();
});

/** An invoice with each of its figures, and each of its first line's, a cent too high. */
function aCentMore(invoice: Invoice): readonly Invoice[] {
  const [first, ...others] = invoice.line_items;
  const own = (['total', 'subtotal', 'amount_due'] as const).map((figure) => {
    return { ...invoice, [figure]: raised(invoice[figure]) };
  });
  const lines = (['amount', 'subtotal', 'adjusted_subtotal', 'partially_invoiced_amount'] as const).flatMap(
    (figure) => {
      return first === undefined
        ? []
        : [{ ...invoice, line_items: [{ ...first, [figure]: raised(first[figure]) }, ...others] }];
    },
  );
  return [...own, ...lines];
}

function raised(amount: string): string {
  return (Number(amount) + 0.01).toFixed(2);
}

it('an audit of a life with many corrections still finds an invoice that was doubled, or a cent of it', async () => {
  const [{ life }] = cases.filter(({ billed }) => billed['Fee'] === '56') as [Case];
  const { invoices, credit_notes } = await play(life);
  const found = (list: readonly Invoice[]) => auditInvoice({ invoices: list, credit_notes });
  expect(found(invoices)).toEqual([]);
  const standing = invoices.filter(
    ({ credit_notes: own, line_items }) =>
      own.length === 0 && line_items.some(({ amount, subtotal }) => amount === subtotal && amount !== '0.00'),
  );
  expect(standing.length).toBeGreaterThan(2);
  for (const invoice of standing) {
    const copy = { ...invoice, id: `${invoice.id}:copy`, invoice_number: 'COPY' };
    expect(found([...invoices, copy])).not.toEqual([]);
    for (const changed of aCentMore(invoice)) {
      expect(found(invoices.map((one) => (one === invoice ? changed : one)))).not.toEqual([]);
    }
  }
});
