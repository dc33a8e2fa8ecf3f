// Adds up the test runs and prints the tally as the last line: `node .ci/tally.mjs REPORTS [BROKEN COMMAND]...`.
// The suite's own run counts in full; its repetitions in other time zones count only where they fail, so that a test
// is one test. A command that broke without a failing test (the compiler, the linter, …) counts as one failure.
import { readdirSync, readFileSync } from 'node:fs';

const [folder, ...broken] = process.argv.slice(2);
const runs = readdirSync(folder)
  .toSorted()
  .map((file) => ({ name: file.replace(/\.json$/, ''), ...JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) }));

let passed = 0;
let failed = 0;
for (const run of runs) {
  // A file that could not even be loaded has no failed test of its own, yet it is a failure.
  const unloaded = run.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failures = run.numFailedTests + unloaded;
  console.log(`${run.name}: ${run.numPassedTests} passed, ${failures} failed`);
  failed += failures;
  if (!run.name.startsWith('zone-')) passed += run.numPassedTests;
}
for (const command of broken) console.log(`broken: ${command}`);
if (failed === 0) failed = broken.length;
if (passed === 0 && failed === 0) failed = 1;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
