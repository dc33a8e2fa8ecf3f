import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { measureHeap, megabytes, mostHeap } from './metrics-heap.js';

// As a program: `npm run campaign:stream -- --events 10000000`. It prints the peak of each tenth, and fails where the heap
// is too large or grows.
const { values } = parseArgs({ options: { events: { type: 'string', default: '10000000' } } });
const events = Number(values.events);
if (!Number.isSafeInteger(events) || events < 10) throw new Error('--events is a whole number from 10');

const begun = performance.now();
const peaks = measureHeap(events);
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
console.log(`${events} events in ${seconds} s; peak heap of each tenth in MB: ${peaks.map(megabytes).join(', ')}`);
const most = Math.max(...peaks);
if (most > mostHeap) throw new Error(`the heap held ${megabytes(most)} MB, more than ${megabytes(mostHeap)}`);
