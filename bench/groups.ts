import { parseArgs } from 'node:util';
import { measureGroups, mostBytesPerGroup } from './metrics-memory.js';

// As a program: `npm run campaign:groups -- --groups 1000000`. Two events of each group; it fails where a group was lost or
// takes too much.
const { values } = parseArgs({ options: { groups: { type: 'string', default: '1000000' } } });
const groups = Number(values.groups);
if (!Number.isSafeInteger(groups) || groups < 1) throw new Error('--groups is a whole number from 1');

const { bytes, seconds } = measureGroups(groups);
const perSecond = Math.round((2 * groups) / seconds);
console.log(
  `${groups} groups, ${2 * groups} events in ${seconds.toFixed(1)} s (${perSecond}/s); ${bytes.toFixed(0)} bytes a group`,
);
if (bytes > mostBytesPerGroup)
  throw new Error(`a group takes ${bytes.toFixed(0)} bytes, more than ${mostBytesPerGroup}`);
