import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakEvenText } from '../../page/break-even-text.js';
import { estimate, findBreakEven } from '../../page/estimate.js';
import { questionKey } from '../../page/question-key.js';
import { initialState, type EstimatorState } from '../../page/state.js';

function askedBy(more: Partial<EstimatorState>) {
  const { question } = estimate({ ...initialState, ...more });
  if (question === null) throw new Error('nothing was asked');
  return question;
}

function answerOf(more: Partial<EstimatorState>) {
  const found = findBreakEven(askedBy(more));
  if ('error' in found) throw found.error;
  return found.value;
}

const using = (calls: string): Pick<EstimatorState, 'quantities'> => ({
  quantities: new Map([
    ['calls', calls],
    ['storage', '200'],
  ]),
});

describe('where the cheaper plan changes', () => {
  it('is kept while only the quantity that it is sought over is typed, on which it does not depend', () => {
    const known = using('25000');
    fc.assert(
      fc.property(fc.integer({ min: 10_001, max: 100_000 }), (calls) => {
        const typed = using(String(calls));
        expect(questionKey(askedBy(typed), 'API calls')).toBe(questionKey(askedBy(known), 'API calls'));
        expect(answerOf(typed).break_even).toEqual(answerOf(known).break_even);
      }),
      { numRuns: 3 },
    );
  });

  it.each<Partial<EstimatorState>>([
    { other: 'scale' },
    { shown: 'storage' },
    { periods: '2' },
    { coupon: 'amount', off: '1' },
    { credits: '5' },
    { fixed: new Map([['seats', '4']]) },
    using('100001'),
    { quantities: new Map([...initialState.quantities, ['storage', '201']]) },
  ])('is sought anew for %j', (more) => {
    expect(questionKey(askedBy(more), 'API calls')).not.toBe(questionKey(askedBy({}), 'API calls'));
  });

  it.each<Partial<EstimatorState>>([{ other: '' }, { plan: 'cloud' }, { periods: '0' }])(
    'is not sought for %j',
    (more) => {
      expect(estimate({ ...initialState, ...more }).question).toBeNull();
    },
  );

  it('is said in words that hold for lines that meet and for lines that jump past each other', () => {
    // Up to 10,000 calls: 24 + 0.01 q = 49 + 27 + 16, where q = 6,800.
    expect(breakEvenText(answerOf({}), 'API calls')).toBe(
      'At 6,800 API calls a period both cost the same: below it Pay as you go is cheaper, above it Team.',
    );
    // 10 off each invoice, of which Team has two: 14 + 0.01 q = 72, where q = 5,800, looked for unit by unit.
    expect(breakEvenText(answerOf({ ...using('99999'), coupon: 'amount', off: '10' }), 'API calls')).toBe(
      'From 5,800 API calls a period on neither is cheaper, just below it Pay as you go. ' +
        'From 5,801 API calls a period on Team is cheaper, just below it neither.',
    );
    expect(
      breakEvenText(
        answerOf({ other: 'payg', plan: 'team', shown: 'storage', fixed: new Map([['seats', '9999']]) }),
        'GB',
      ),
    ).toBe('Over the range of GB neither overtakes the other.');
  });
});
