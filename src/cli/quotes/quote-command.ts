import { quote, renderExplanation, type Quote, type QuoteInput } from '../../index.js';
import type { QuoteOptions } from '../options.js';
import type { Environment } from '../environment.js';
import { refusingFor } from '../refusal.js';
import { groupDigits } from '../table/digits.js';
import { layOut, type TableRow } from '../table/layout.js';
import { dateIn } from './amounts.js';
import { readQuoteDocument } from './quote-document.js';

type Request = QuoteOptions & { readonly scenario: string };

/**
 * `reckoner quote`: what a deal would come to, period by period.
 *
 * @throws CommandRefusal if the input is refused; nothing was printed then
 */
export async function runQuoteCommand(request: Request, environment: Environment): Promise<void> {
  const input = (await readQuoteDocument(request, environment)) as QuoteInput;
  const quoted = refusingFor({ file: request.scenario, usage: 'usage', result: 'quote' }, () => quote(input));
  environment.stdout.write(request.format === 'json' ? asJson(quoted, request) : asText(quoted, input, request));
}

function asJson(quoted: Quote, { explain }: Request): string {
  const invoices = quoted.invoices.map((each) => ({
    invoice: each.invoice,
    workings: each.workings,
    ...(explain ? { explanation: each.explanation } : {}),
  }));
  return `${JSON.stringify({ ...quoted, invoices }, null, 2)}\n`;
}

function asText(quoted: Quote, input: QuoteInput, { explain }: Request): string {
  const zone = input.customer.timezone ?? 'UTC';
  const { currency, totals } = quoted;
  const heading = layOut(
    [
      ['Quote for', input.customer.name ?? input.customer.id],
      ['Plan', quoted.subscription.plan?.name ?? ''],
      ['Amounts', `${currency}, ${quoted.periods.length} periods`],
    ],
    ['left', 'left'],
  );
  const items: readonly TableRow[] = [
    ['Item', 'Recognized'],
    'rule',
    ...totals.items.map(({ name, amount }) => [name, groupDigits(amount)]),
    'rule',
    ['Total', groupDigits(totals.recognized)],
  ];
  const tree = explain ? quoted.invoices.flatMap(({ explanation }) => ['', renderExplanation(explanation)]) : [];
  const payments = [
    ['To pay on', 'Amount'],
    'rule' as const,
    ...quoted.cash.map(({ date, amount }) => [dateIn(zone, date), groupDigits(amount)]),
    'rule' as const,
    ['Total', groupDigits(totals.amount_due)],
  ];
  return [
    ...heading,
    '',
    ...drawPeriods(quoted, zone),
    '',
    ...layOut(items, ['left', 'right']),
    '',
    ...layOut(payments, ['left', 'right']),
    ...tree,
    '',
  ].join('\n');
}

function drawPeriods({ periods, totals }: Quote, zone: string): readonly string[] {
  const keys = periods[0]?.usage.map(({ key }) => key) ?? [];
  const rows: readonly TableRow[] = [
    ['Period from', ...keys, 'Invoiced', 'Recognized'],
    'rule',
    ...periods.map(({ start_date, usage, invoiced, recognized }) => [
      dateIn(zone, start_date),
      ...usage.map(({ quantity }) => groupDigits(quantity)),
      groupDigits(invoiced),
      groupDigits(recognized),
    ]),
    'rule',
    ['Before tax', ...keys.map(() => ''), groupDigits(totals.invoiced), groupDigits(totals.recognized)],
  ];
  return layOut(rows, ['left', ...keys.map(() => 'right' as const), 'right', 'right']);
}
