/** A column of a table: numbers stand to the right, so that their digits stand below each other. */
export type Align = 'left' | 'right';

/** One line of a table; a `rule` is a line across it. */
export type TableRow = readonly string[] | 'rule';

const gap = '  ';

/** Draws rows in aligned columns, each as wide as its widest cell. Lines carry no spaces at their ends. */
export function layOut(rows: readonly TableRow[], align: readonly Align[]): readonly string[] {
  const plain = rows.map((row) => (row === 'rule' ? row : row.map(withoutControls)));
  const filled = plain.filter((row) => row !== 'rule');
  const widths = align.map((_, column) => Math.max(0, ...filled.map((row) => widthOf(row[column] ?? ''))));
  const across = '─'.repeat(widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1)));
  return plain.map((row) => {
    if (row === 'rule') return across;
    const cells = widths.map((width, column) => pad(row[column] ?? '', width, align[column] ?? 'left'));
    return cells.join(gap).trimEnd();
  });
}

/** Names come from documents: a line end in one must not break the table, nor an escape the terminal. */
function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

function pad(text: string, width: number, align: Align): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + space : space + text;
}

// By code point: most terminals give each one a column, and UTF-16 would count some of them twice.
function widthOf(text: string): number {
  let width = 0;
  for (const _ of text) width += 1;
  return width;
}
