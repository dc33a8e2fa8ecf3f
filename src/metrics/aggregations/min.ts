import { createExtreme } from './extreme.js';

/** The least numeric value. */
export function createMin(): ReturnType<typeof createExtreme> {
  return createExtreme(-1);
}
