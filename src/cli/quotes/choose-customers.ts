import { dirname, isAbsolute, join } from 'node:path';
import type { SimulatedCustomer, SimulateInput } from '../../index.js';
import type { Environment } from '../environment.js';
import { fileRefusal } from '../refusal.js';
import { readJsonLines } from './read-lines.js';

/** The customers of a simulation, and which share of them was read after so many. */
export type ChosenCustomers = {
  readonly customers: SimulateInput['customers'];
  readonly share: (customers: number) => number;
};

type Request = { readonly scenario: string; readonly customers: string | null };

/** Chooses the customers of the command line, of a file that the scenario names, or of the scenario itself. */
export async function chooseCustomers(
  stated: unknown,
  request: Request,
  environment: Environment,
): Promise<ChosenCustomers> {
  const file = request.customers ?? (typeof stated === 'string' ? beside(request.scenario, stated) : null);
  if (file === null) {
    const count = Array.isArray(stated) ? stated.length : 0;
    return {
      customers: stated as SimulateInput['customers'],
      share: (customers) => (count === 0 ? 1 : customers / count),
    };
  }
  const named = request.customers === null ? 'customers' : '--customers';
  const bytes = await environment.measure(file).catch((error: unknown) => {
    throw fileRefusal(file, named, error);
  });
  let read = 0;
  const advance = (more: number): void => void (read += more);
  const lines = readJsonLines(file, { named, advance }, environment) as AsyncIterable<SimulatedCustomer>;
  return { customers: lines, share: () => (bytes === 0 ? 0 : read / bytes) };
}

function beside(scenario: string, name: string): string {
  return isAbsolute(name) ? name : join(dirname(scenario), name);
}
