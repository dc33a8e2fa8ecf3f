import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const src = fileURLToPath(new URL('./src', import.meta.url));

// `.ci/run` names a folder for machine-readable reports and adds up what it finds there.
const reports = process.env['TEST_REPORTS'];
const run = process.env['TEST_RUN'] ?? 'suite';

export default defineConfig({
  // The documentation's snippets import the package by its name, as a user does.
  resolve: {
    alias: [
      { find: /^reckoner$/, replacement: `${src}/index.ts` },
      { find: /^reckoner\/(.+)$/, replacement: `${src}/$1/index.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/dist/**'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
    // Nothing here keeps state, so test files share their modules; reading them anew for each took longer than the tests.
    isolate: false,
    setupFiles: ['test/laws-seed.ts'],
    testTimeout: 20_000,
    reporters: reports ? ['default', ['json', { outputFile: `${reports}/${run}.json` }]] : ['default'],
  },
});
