import { inThousands, type ExplanationNode } from '../../explain/index.js';
import { element, type Markup } from '../markup.js';

type Unfolding = { readonly derivations: 'closed' | 'open' | 'omit'; readonly currency: string };

/** How an amount came about, as a list inside a disclosure: what it adds up from, down to tiers, cells and packages. */
export function renderDerivation(node: ExplanationNode, { derivations, currency }: Unfolding): Markup {
  const note = node.note === null ? '' : ` (${node.note})`;
  const summary = `How ${node.label} comes to ${inThousands(node.amount ?? '0')}${note}`;
  const open = derivations === 'open' ? '' : null;
  return element('details', { open }, element('summary', {}, summary), renderChildren(node, node.currency ?? currency));
}

function renderChildren(node: ExplanationNode, currency: string): Markup | null {
  if (node.children.length === 0) return null;
  return element('ul', {}, ...node.children.map((child) => renderNode(child, currency)));
}

function renderNode(node: ExplanationNode, inherited: string): Markup {
  const currency = node.currency ?? inherited;
  const foreign = currency === inherited ? '' : `${currency} `;
  const note = node.note === null ? null : element('small', {}, ` (${node.note})`);
  const amount =
    node.amount === null ? null : element('span', { class: 'number' }, `${foreign}${inThousands(node.amount)}`);
  const row = element('div', {}, element('span', {}, node.label, note), amount);
  return element('li', {}, row, renderChildren(node, currency));
}
