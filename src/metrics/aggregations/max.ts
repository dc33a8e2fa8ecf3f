import { createExtreme } from './extreme.js';

/** The greatest numeric value. */
export function createMax(): ReturnType<typeof createExtreme> {
  return createExtreme(1);
}
