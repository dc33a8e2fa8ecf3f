import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Runs a campaign where its module is the program itself: each number may be given as an option, the others are the
 * defaults. Prints the numbers and the faults found, and fails the process where there is one.
 */
export async function asProgram<N extends Record<string, number>>(
  module_url: string,
  defaults: N,
  campaign: (numbers: N) => readonly string[] | Promise<readonly string[]>,
): Promise<void> {
  if (process.argv[1] === undefined || module_url !== pathToFileURL(process.argv[1]).href) return;
  const names = Object.keys(defaults);
  const { values } = parseArgs({
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const numbers = Object.fromEntries(names.map((name) => [name, Number(values[name] ?? defaults[name])])) as N;
  const start = performance.now();
  const faults = await campaign(numbers);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(JSON.stringify({ ...numbers, seconds, faults }));
  if (faults.length > 0) process.exitCode = 1;
}
