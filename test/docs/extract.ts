/** A fenced block of a Markdown text. Lines count from one. */
type Block = {
  readonly language: string;
  readonly remark: string;
  readonly body: string;
  readonly line: number;
  readonly end: number;
};

/** A TypeScript block, with the output that the text shows below it, if any. */
export type Snippet = {
  /** `path:line`, as an editor opens it. */
  readonly origin: string;
  readonly code: string;
  readonly output: string | undefined;
  /** False for a block marked ` ```ts no-run `, which is compiled only: it needs something that a test has not. */
  readonly runs: boolean;
};

export type Document = { readonly path: string; readonly text: string };

/** The TypeScript blocks of a Markdown document. */
export function snippetsOf(document: Document): readonly Snippet[] {
  const blocks = blocksOf(document.text);
  const lines = document.text.split('\n');
  return blocks.flatMap((block, index) => {
    if (block.language !== 'ts') return [];
    const next = blocks[index + 1];
    const follows = next && lines.slice(block.end, next.line - 1).every((line) => line.trim() === '');
    const output = follows && ['text', ''].includes(next.language) ? next.body : undefined;
    return [{ origin: `${document.path}:${block.line}`, code: block.body, output, runs: block.remark !== 'no-run' }];
  });
}

/** The JSON blocks of a Markdown document. */
export function jsonOf(document: Document): readonly { readonly origin: string; readonly body: string }[] {
  return blocksOf(document.text)
    .filter((block) => block.language === 'json')
    .map(({ line, body }) => ({ origin: `${document.path}:${line}`, body }));
}

/** Every language that a document's blocks name, so that a misspelt fence cannot hide a snippet from the tests. */
export function languagesOf(document: Document): readonly string[] {
  return blocksOf(document.text).map((block) => block.language);
}

/** The TSDoc comments of a source file as one Markdown document whose lines are the file's lines. */
export function commentsOf(source: Document): Document {
  const lines = source.text.split('\n');
  const kept = lines.map(() => '');
  for (const match of source.text.matchAll(/^[ \t]*\/\*\*[\s\S]*?\*\//gm)) {
    const first = source.text.slice(0, match.index).split('\n').length - 1;
    match[0].split('\n').forEach((line, offset) => {
      kept[first + offset] = line.replace(/^\s*\/?\*+ ?/, '').replace(/\*\/$/, '');
    });
  }
  return { path: source.path, text: kept.join('\n') };
}

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open:
    { readonly indent: number; readonly info: string; readonly line: number; readonly body: string[] } | undefined;
  text.split('\n').forEach((line, index) => {
    const fence = /^( *)```(.*)$/.exec(line);
    if (open && fence && fence[2]?.trim() === '') {
      const [language = '', ...remark] = open.info.trim().split(' ');
      blocks.push({ language, remark: remark.join(' '), body: open.body.join('\n'), line: open.line, end: index + 1 });
      open = undefined;
    } else if (open) {
      open.body.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
    } else if (fence) {
      open = { indent: fence[1]?.length ?? 0, info: fence[2] ?? '', line: index + 1, body: [] };
    }
  });
  if (open) throw new Error(`the block that opens at line ${open.line} is not closed`);
  return blocks;
}
