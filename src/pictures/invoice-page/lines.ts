import { formatDecimal, toDecimal } from '../../decimal/index.js';
import { inThousands, type ExplanationNode } from '../../explain/index.js';
import type { InvoiceInput, InvoiceLineItem } from '../../wire/index.js';
import { element, type Markup } from '../markup.js';
import { daysOf } from './days.js';
import { renderDerivation } from './derivation.js';
import type { PageSettings } from './page-settings.js';
import { daysCell, heads, numberCell, rowHead } from './table.js';

/** The table of lines; under each its derivation, folded or not. */
export function renderLines(
  { currency, line_items }: InvoiceInput,
  nodes: readonly ExplanationNode[] | null,
  settings: PageSettings,
): Markup {
  const rows = line_items.flatMap((line, position) =>
    renderLine(line, nodes?.[position] ?? null, { ...settings, currency }),
  );
  const nothing = element('tr', {}, element('td', { colspan: 4 }, 'Nothing is billed.'));
  const table = element(
    'table',
    { class: 'lines' },
    element('caption', {}, 'What is billed'),
    heads(['Description', 'Service period'], ['Quantity', `Amount (${currency})`]),
    element('tbody', {}, ...(rows.length === 0 ? [nothing] : rows)),
  );
  // Figures that are wider than a phone move within the table, not with the page.
  return element('div', { class: 'scroll' }, table);
}

type LineSettings = PageSettings & { readonly currency: string };

function renderLine(line: InvoiceLineItem, node: ExplanationNode | null, settings: LineSettings): readonly Markup[] {
  const group = line.grouping === null ? '' : ` (${line.grouping})`;
  // A JSON number may be written with an exponent, a decimal never is (F1).
  const quantity = formatDecimal(toDecimal(line.quantity));
  const row = element(
    'tr',
    {},
    rowHead(`${line.name}${group}`),
    daysCell(daysOf(line, settings.timezone)),
    numberCell(inThousands(quantity)),
    numberCell(inThousands(line.amount)),
  );
  if (node === null || node.children.length === 0) return [row];
  const why = element('td', { colspan: 4 }, renderDerivation(node, settings));
  return [row, element('tr', { class: 'why' }, why)];
}
