import { expect, it } from 'vitest';
import { measureGroups, mostBytesPerGroup } from '../../bench/metrics-memory.js';

// Few of the million that `campaign:groups` takes, because memory is what grows with groups alone.
it('each of thirty thousand groups is counted, in the bytes that the guide says a group of a million takes', () => {
  const { bytes } = measureGroups(30_000);
  expect(bytes).toBeLessThanOrEqual(mostBytesPerGroup);
  expect(bytes).toBeGreaterThan(40);
});
