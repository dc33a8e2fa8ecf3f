import type { ExplanationNode } from './node.js';
import { inThousands } from './thousands.js';

type Row = { readonly text: string; readonly amount: string };

const widest = 100;

/**
 * Draws an explanation as an indented tree with the amounts in one column.
 *
 * An amount in another currency than its parent's carries its code.
 */
export function renderTree(root: ExplanationNode): string {
  const rows = rowsOf(root, { lead: '', branch: '', currency: null });
  const width = Math.min(widest, Math.max(...rows.map((row) => row.text.length)));
  const digits = Math.max(...rows.map((row) => row.amount.length));
  return rows.map((row) => `${row.text.padEnd(width)}  ${row.amount.padStart(digits)}`.trimEnd()).join('\n');
}

type Place = { readonly lead: string; readonly branch: string; readonly currency: string | null };

function rowsOf(node: ExplanationNode, place: Place): Row[] {
  const note = node.note === null ? '' : ` (${node.note})`;
  const row = { text: `${place.lead}${place.branch}${node.label}${note}`, amount: amountOf(node, place.currency) };
  const lead = place.lead + continuation(place.branch);
  const currency = node.currency ?? place.currency;
  const children = node.children.flatMap((child, position) => {
    const branch = position === node.children.length - 1 ? '└─ ' : '├─ ';
    return rowsOf(child, { lead, branch, currency });
  });
  return [row, ...children];
}

/** Below a last child nothing continues; below any other the line of its siblings does. */
function continuation(branch: string): string {
  if (branch === '') return '';
  return branch.startsWith('└') ? '   ' : '│  ';
}

function amountOf(node: ExplanationNode, inherited: string | null): string {
  if (node.amount === null) return '';
  const foreign = node.currency !== null && node.currency !== inherited;
  const amount = inThousands(node.amount);
  return foreign ? `${node.currency} ${amount}` : amount;
}
