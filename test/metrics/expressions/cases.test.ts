import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../../src/decimal/index.js';
import { isBillingError } from '../../../src/errors/index.js';
import { compileText } from '../../../src/metrics/expressions/compile-expression.js';
import type { Value } from '../../../src/metrics/expressions/syntax.js';
import { parseInstant } from '../../../src/time/index.js';
import cases from '../../cases/metrics/expressions.json' with { type: 'json' };
import refused from '../../cases/metrics/refused-expressions.json' with { type: 'json' };
import { frozen } from '../../support/frozen.js';
import { quickestOf } from '../../support/quickest.js';
import { refusal } from '../../support/refusal.js';

const event = frozen(cases.event);
const parameters = new Map<string, Value>(Object.entries(cases.parameters));

/** The value as the case file writes it: a computed decimal is written as { decimal }, and equals the number it prints as. */
function written(value: Value): unknown {
  return typeof value === 'object' && value !== null ? formatDecimal(value) : value;
}

describe('§3 Expressions: hand-worked values', () => {
  it.each(cases.cases)('$name: $expression', ({ expression, value }) => {
    const found = written(compileText(expression, '', parameters)(event, parseInstant(event.timestamp)));
    const expected = typeof value === 'object' && value !== null ? value.decimal : value;
    // A decimal and a JSON number are one type of value; which of them carries it is not part of the language.
    if (typeof value === 'object' && value !== null && typeof found === 'number') expect(String(found)).toBe(expected);
    else if (typeof value === 'number' && typeof found === 'string') expect(found).toBe(String(value));
    else expect(found).toBe(expected);
  });

  it('does not take a number for the string that looks like it', () => {
    expect(compileText("'1'", '', parameters)(event, parseInstant(event.timestamp))).toBe('1');
  });
});

describe('§3 Expressions: refusals say where and what was expected', () => {
  it.each(refused)('$name: $expression', ({ expression, position, expected, code }) => {
    const error = refusal(() => compileText(expression, 'filter', parameters));
    expect(isBillingError(error) && error.code).toBe(code);
    expect(error.issues[0]?.path).toBe('filter');
    expect(error.detail).toContain(`t position ${position},`);
    expect(error.detail).toContain(expected);
  });
});

describe('hostile texts are refused at once', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['a megabyte', 'a'.repeat(1_000_000)],
    ['10,001 characters', ' '.repeat(10_001)],
    ['101 brackets', `${'('.repeat(101)}1${')'.repeat(101)}`],
    ['101 NOTs', `${'NOT '.repeat(101)}a`],
    ['101 minus signs', `${'- '.repeat(101)}1`],
    ['101 nested calls', `${'ABS('.repeat(101)}1${')'.repeat(101)}`],
    ['2,001 terms', `a${'+a'.repeat(2000)}`],
    ['65 products', `a${'*a'.repeat(65)}`],
  ];
  it.each(hostile)('%s', (_name, text) => {
    const refuse = () => expect(refusal(() => compileText(text, '', parameters)).code).toBe('limit_exceeded');
    expect(quickestOf(3, refuse)).toBeLessThan(50);
  });

  it('takes what lies just within the limits', () => {
    const at = parseInstant(event.timestamp);
    expect(compileText(`${'('.repeat(100)}1${')'.repeat(100)}`, '', parameters)(event, at)).toBe(1);
    expect(compileText(`1${'+1'.repeat(999)}`, '', parameters)(event, at)).toBe(1000);
    expect(compileText(`1${'*1'.repeat(64)}`, '', parameters)(event, at)).toBe(1);
  });

  it('matches LIKE without backtracking', () => {
    const long = { ...event, properties: { text: 'a'.repeat(20_000) } };
    const match = () => {
      const like = compileText(`text LIKE '${'%a_'.repeat(50)}%b'`, '', parameters);
      expect(like(long, parseInstant(event.timestamp))).toBe(false);
    };
    expect(quickestOf(3, match)).toBeLessThan(200);
  });
});
