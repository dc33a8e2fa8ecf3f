import { isDeepStrictEqual } from 'node:util';
import { billTrace, isTraced, requestsOf, tracedByHand } from './bill-trace.js';

// All 28,185 requests of the trace through the official client, a month's invoice, and the same by whole numbers:
// `npm run campaign:trace`.
if (!isTraced) throw new Error('the trace is not here; docs/examples/azure-llm-trace says where it comes from');
const requests = requestsOf(Infinity);
const started = performance.now();
const billed = await billTrace(requests);
const seconds = (performance.now() - started) / 1000;
const expected = tracedByHand(requests);
console.log(`${requests.length} requests in ${seconds.toFixed(1)} s: ${JSON.stringify(billed)}`);
if (!isDeepStrictEqual(billed, expected)) throw new Error(`by hand it is ${JSON.stringify(expected)}`);
