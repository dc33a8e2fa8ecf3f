import { expect, it } from 'vitest';
import { billTrace, isTraced, requestsOf, tracedByHand } from './bill-trace.js';

// The trace is its publisher's; without it `npm run campaign:trace` has nothing to bill either, which bills all of it.
it.runIf(isTraced)(
  'bills the first requests of a real trace, ingested by the official client, to the cent',
  async () => {
    const requests = requestsOf(500);
    expect(await billTrace(requests)).toEqual(tracedByHand(requests));
  },
);
