import fc from 'fast-check';
import { isBillingError } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { mutationsOf } from '../support/mutations.js';
import { callsOfExamples, isOfExample } from './examples.js';
import { publicFunctions, type Call } from './recorder.js';

const calls = await callsOfExamples();
const doors = [...calls];

/** What a call comes to; anything but an answer and a refusal is our fault and thrown. */
async function outcomeOf({ again }: Call, args: readonly unknown[]): Promise<unknown> {
  try {
    return await again(args);
  } catch (error) {
    if (isBillingError(error)) return { refused: error.issues };
    if (isOfExample(error)) return 'thrown by the caller';
    throw error;
  }
}

describe('the public functions', () => {
  it('are all called by the examples', () => {
    expect([...publicFunctions.keys()].filter((name) => !calls.has(name))).toEqual([]);
  });

  it.each(doors)('%s answers the same to the same, and changes nothing in it', async (_, examples) => {
    for (const call of examples.filter(({ args }) => args.every(isRepeatable))) {
      const args = frozen(call.args);
      expect(printed(await outcomeOf(call, args))).toBe(printed(await outcomeOf(call, args)));
    }
  });

  it.each(doors)('%s answers or refuses whatever it is given', async (_, examples) => {
    const spoilt = fc
      .constantFrom(...examples)
      .chain((call) => mutationsOf(call.args).map((args) => ({ call, args: Array.isArray(args) ? args : [args] })));
    await fc.assert(
      fc.asyncProperty(spoilt, ({ call, args }) => outcomeOf(call, args).then(() => undefined)),
      { numRuns: 25 },
    );
  });
});

/** As it is stored; what an answer can do, such as rating more, shows in the calls of its methods. */
function printed(outcome: unknown): string | undefined {
  return JSON.stringify(outcome);
}

/** A generator is read once, so that a second call would be given nothing. */
function isRepeatable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return !(Symbol.iterator in value && 'next' in value) && Object.values(value).every(isRepeatable);
}
