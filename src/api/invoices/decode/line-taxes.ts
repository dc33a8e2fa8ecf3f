import { printMoney, roundMoney, type RealCurrency } from '../../../currency/index.js';
import { decimalAt, equals, zero } from '../../../decimal/index.js';
import {
  isGiven,
  refuse,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
  type Issues,
} from '../../../errors/index.js';
import { taxNothing, type LineTax, type TaxedLine, type TaxLines } from '../../../invoices/index.js';
import { formatInstant } from '../../../time/index.js';
import type { CustomerInput } from '../../../wire/index.js';
import type { TaxableLine, TaxFunction } from '../ports.js';
import { readAnswers } from './answers.js';

/** Whom the lines are billed to, and in which currency. */
export type Taxation = { readonly customer: CustomerInput; readonly currency: RealCurrency };

/** The tax port behind the caller's `tax`; nothing is taxed without one, nor for a customer who is exempt (§11.6). */
export function readTaxLines(input: Fields, { customer, currency }: Taxation): TaxLines {
  if (!checkTax(input)) return taxNothing;
  const given = valueAt(input, 'tax');
  if (customer.tax_configuration?.tax_exempt === true) return taxNothing;
  return (lines) => {
    const asked = lines.map((line) => writeLine(line, currency));
    const issues: Issues = [];
    const question = { asked: 'tax', count: lines.length, answer: (given as TaxFunction)(asked, customer) };
    const taxes = readAnswers(question, issues, (fields) => readTax(fields, currency));
    refuse(issues);
    return taxes;
  };
}

/** Whether there is a `tax` to be asked; anything but a function is a fault. */
export function checkTax(input: Fields): boolean {
  const given = valueAt(input, 'tax');
  if (typeof given === 'function') return true;
  if (isGiven(given)) report(input, 'tax', wanting(given, 'a function from lines to taxes'));
  return false;
}

function writeLine({ id, request, subject, amount }: TaxedLine, currency: RealCurrency): TaxableLine {
  return {
    line_item_id: id,
    name: request.name,
    price_id: request.price_id,
    item_id: subject.item_id,
    start_date: formatInstant(request.period.start),
    end_date: formatInstant(request.period.end),
    amount: printMoney(amount, currency),
    currency: currency.code,
  };
}

function readTax(fields: Fields, currency: RealCurrency): LineTax {
  const description = requiredText(fields, 'tax_rate_description');
  const hasAmount = isGiven(valueAt(fields, 'amount'));
  const hasPercentage = isGiven(valueAt(fields, 'tax_rate_percentage'));
  const percentage = hasPercentage || !hasAmount ? (decimalAt(fields, 'tax_rate_percentage') ?? zero) : null;
  if (!hasAmount) return { description, percentage: percentage ?? zero, amount: null };
  const amount = decimalAt(fields, 'amount') ?? zero;
  if (!equals(roundMoney(amount, currency), amount)) {
    report(fields, 'amount', { code: 'unrounded_amount', message: `is finer than the minor unit of ${currency.code}` });
  }
  return { description, percentage, amount };
}
