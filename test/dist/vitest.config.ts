import { defineConfig } from 'vitest/config';

const reports = process.env['TEST_REPORTS'];

/** The tests of the built package: run by `npm run test:dist`, after `npm run build`. */
export default defineConfig({
  test: {
    include: ['test/dist/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: reports ? ['default', ['json', { outputFile: `${reports}/dist.json` }]] : ['default'],
  },
});
