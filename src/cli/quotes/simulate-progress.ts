import type { SimulationProgress } from '../../index.js';
import type { Environment } from '../environment.js';
import { groupDigits } from '../table/digits.js';

/** A bar on the terminal that says how many customers were computed. */
export type CustomerProgress = {
  readonly advance: (progress: SimulationProgress) => Promise<void>;
  /** Leaves the terminal as if there had been no bar. */
  readonly erase: () => void;
};

const pace = 100; // milliseconds between two drawings, and between two looks at whether the user interrupts
const eraseLine = '\r\u001B[K';
const width = 24;

/**
 * Gives way to the process now and then, and draws where errors go to a terminal: a log would fill with it.
 *
 * @param share - how much of the customers was read, 0 to 1
 */
export function createCustomerProgress(
  share: (customers: number) => number,
  environment: Environment,
): CustomerProgress {
  const { stderr, now, giveWay } = environment;
  let due = now() + pace;
  let isDrawn = false;
  return {
    advance: async ({ customers, failed }) => {
      const time = now();
      if (time < due) return;
      due = time + pace;
      if (stderr.isTerminal)
        stderr.write(`${eraseLine}${drawBar(share(customers + failed))} ${describe({ customers, failed })}`);
      isDrawn = stderr.isTerminal;
      await giveWay();
    },
    erase: () => {
      if (isDrawn) stderr.write(eraseLine);
      isDrawn = false;
    },
  };
}

function drawBar(share: number): string {
  const filled = Math.round(width * Math.min(1, Math.max(0, share)));
  return `simulating [${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${Math.floor(100 * Math.min(1, share))} %,`;
}

function describe({ customers, failed }: SimulationProgress): string {
  const not = failed === 0 ? '' : `, ${groupDigits(String(failed))} not computed`;
  return `${groupDigits(String(customers))} customers${not}`;
}
