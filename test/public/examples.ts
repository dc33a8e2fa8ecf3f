import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBillingError } from 'reckoner';
import { commentsOf, snippetsOf } from '../docs/extract.js';
import { filesBelow, read } from '../tidy/sources.js';
import { recordedPackage, type Call } from './recorder.js';

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
/** Whether an error came out of an example's own code, such as a model or a tax of its own, which nonsense reached. */
export function isOfExample(error: unknown): boolean {
  return error instanceof Error && error.stack?.includes(folder_name) === true;
}

const folder_name = 'examples-';
const package_name = "from 'reckoner'";

/** The calls that the examples of the docstrings and guides make of the package, by what they call. */
export async function callsOfExamples(): Promise<ReadonlyMap<string, readonly Call[]>> {
  const calls = new Map<string, Call[]>();
  const tell = (call: Call) => calls.set(call.door, [...(calls.get(call.door) ?? []), call]);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${cache}${folder_name}`);
  const recorded = recordedPackage(tell);
  Reflect.set(globalThis, '__examples', { recorded, console: { log: () => undefined } });
  const names = Object.keys(recorded).join(', ');
  writeFileSync(`${folder}/package.ts`, `export const { ${names} } = (globalThis as any).__examples.recorded;\n`);
  for (const [position, code] of examples().entries()) await runExample(`${folder}/${position}.ts`, code);
  rmSync(folder, { recursive: true, force: true });
  return calls;
}

function examples(): readonly string[] {
  const guides = ['README.md', ...filesBelow('docs/guides', '.md')].map((path) => ({ path, text: read(path) }));
  return [...filesBelow('src').map((path) => commentsOf({ path, text: read(path) })), ...guides]
    .flatMap(snippetsOf)
    .filter(({ runs, code }) => runs && code.includes(package_name))
    .map(({ code }) => code);
}

async function runExample(path: string, code: string): Promise<void> {
  const calling = code.replaceAll(package_name, `from './package.ts'`);
  writeFileSync(path, `const { console } = (globalThis as any).__examples;\n${calling}\n`);
  try {
    await import(/* @vite-ignore */ path);
  } catch (error) {
    // An example may show a refusal; whether it says so is for the tests of the documentation.
    if (!isBillingError(error)) throw error;
  }
}
