import { printMoney, settledAmount } from '../../../currency/index.js';
import {
  compareExact,
  decimalAt,
  formatExact,
  isNegative,
  isZero,
  isZeroExact,
  sumExact,
  zero,
} from '../../../decimal/index.js';
import {
  isGiven,
  problem,
  refuse,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
  type Issues,
} from '../../../errors/index.js';
import { payNothing, type CreditCharge, type CreditPayment, type PayWithCredits } from '../../../invoices/index.js';
import { writeInstants, writePeriods, type WritePeriod } from '../../encode/instants.js';
import { writeWhenRead } from '../../encode/when-read.js';
import type { PayableLine, PayWithCreditsFunction } from '../ports.js';
import { readAnswers } from './answers.js';

/** The credits port behind the caller's `payWithCredits`; none given pays nothing. */
export function readPayWithCredits(input: Fields, unrounded_scale: number): PayWithCredits {
  const given = valueAt(input, 'payWithCredits');
  if (!isGiven(given)) return payNothing;
  if (typeof given !== 'function') {
    report(input, 'payWithCredits', wanting(given, 'a function from charges to payments'));
    return payNothing;
  }
  return (charges) => {
    // What was paid too much is for whoever keeps the blocks to see; the function is asked what else to pay.
    const open = charges.filter((charge) => !isZeroExact(charge.open));
    if (open.length === 0) return charges.map(() => []);
    const writing = { unrounded_scale, datesOf: writePeriods(writeInstants()) };
    const asked = open.map((charge) => writeCharge(charge, writing));
    const payments = readPayments(open, (given as PayWithCreditsFunction)(asked));
    if (open.length === charges.length) return payments;
    const next = payments.values();
    return charges.map((charge) => (isZeroExact(charge.open) ? [] : (next.next().value ?? [])));
  };
}

type ChargeWriting = { readonly unrounded_scale: number; readonly datesOf: WritePeriod };

function writeCharge(
  { line_id, line, adjusted, minimum_part, open }: CreditCharge,
  { unrounded_scale: scale, datesOf }: ChargeWriting,
): PayableLine {
  const { request, subject } = line;
  const { start_date, end_date } = datesOf(request.period);
  const adjusted_subtotal = printMoney(adjusted.adjusted_subtotal, request.currency, scale);
  const payable = {
    line_item_id: line_id,
    price_id: request.price_id,
    item_id: subject.item_id,
    currency: request.currency.code,
    start_date,
    end_date,
    adjusted_subtotal,
    amount: open === adjusted.adjusted_subtotal ? adjusted_subtotal : printMoney(open, request.currency, scale),
  };
  if (minimum_part === zero) return Object.assign(payable, { minimum_part: '0' });
  // All the digits of a share are many, and who pays by lines alone does not ask for them.
  return writeWhenRead(payable, { minimum_part: () => formatExact(minimum_part, scale) });
}

/** Credits pay at most what is open of a charge, in whole minor units where it is money (§1.2). */
function readPayments(charges: readonly CreditCharge[], answer: unknown): readonly (readonly CreditPayment[])[] {
  const issues: Issues = [];
  const question = { asked: 'payWithCredits', count: charges.length, answer };
  const payments = readAnswers(question, issues, (fields, position) => readPayment(fields, charges[position]));
  for (let position = 0; position < payments.length; position += 1) {
    const own = payments[position] as readonly CreditPayment[];
    if (own.length === 0) continue;
    const open = charges[position]?.open ?? zero;
    if (compareExact(sumExact(own.map(({ amount }) => amount)), open) <= 0) continue;
    const message = `pays more than the ${formatExact(open)} that are open of the charge`;
    issues.push(problem(`payWithCredits()[${position}]`, 'invalid_amount', message));
  }
  refuse(issues);
  return payments;
}

function readPayment(fields: Fields, charge: CreditCharge | undefined): CreditPayment {
  const block_id = requiredText(fields, 'block_id');
  const amount = decimalAt(fields, 'amount') ?? zero;
  if (isNegative(amount) || isZero(amount)) {
    report(fields, 'amount', {
      code: 'invalid_amount',
      message: 'is not above 0; leave out a block that pays nothing',
    });
  }
  const currency = charge?.line.request.currency;
  if (currency && compareExact(settledAmount(amount, currency), amount) !== 0) {
    report(fields, 'amount', { code: 'unrounded_amount', message: `is finer than the minor unit of ${currency.code}` });
  }
  return { block_id, amount };
}
