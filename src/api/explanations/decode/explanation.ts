import { openEntries, report, valueAt, wanting, type Fields } from '../../../errors/index.js';

// Deeper than any explanation goes; one that refers to itself would have no end.
const deepest = 64;

/** Checks a node that may have been stored or sent since it was made, and all below it. */
export function checkExplanation(node: Fields, depth = 0): void {
  if (depth > deepest) {
    report(node, 'children', { code: 'limit_exceeded', message: `are nested deeper than ${deepest} levels` });
    return;
  }
  wantText(node, 'label');
  for (const key of ['amount', 'currency', 'note']) if (valueAt(node, key) !== null) wantText(node, key);
  const children = valueAt(node, 'children');
  if (!Array.isArray(children)) report(node, 'children', wanting(children, 'a list of nodes'));
  else for (const child of openEntries(node, 'children', children)) checkExplanation(child, depth + 1);
}

function wantText(node: Fields, key: string): void {
  const text = valueAt(node, key);
  if (typeof text !== 'string') report(node, key, wanting(text, 'a text'));
}
