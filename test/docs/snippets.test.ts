import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { filesBelow, read } from '../tidy/sources.js';
import { commentsOf, jsonOf, languagesOf, snippetsOf, type Document } from './extract.js';
import { openWorkspace } from './workspace.js';

const pages = ['README.md', ...filesBelow('docs', '.md')]
  .filter((path) => !path.startsWith('docs/api/') && existsSync(path))
  .map((path): Document => ({ path, text: read(path) }));
const comments = filesBelow('src').map((path) => commentsOf({ path, text: read(path) }));
const documents = [...pages, ...comments];
const snippets = documents.flatMap((document) => snippetsOf(document));

const { run, compile, clear } = openWorkspace();
afterAll(clear);

describe('each TypeScript snippet of the documentation', () => {
  it.each(snippets.filter((snippet) => snippet.runs).map((snippet) => [snippet.origin, snippet] as const))(
    'holds what it claims: %s',
    async (_origin, snippet) => {
      const printed = await run(snippet);
      if (snippet.output !== undefined) expect(printed).toBe(snippet.output);
    },
  );

  it('compiles as a user compiles it', { timeout: 60_000 }, () => {
    expect(compile(snippets)).toEqual([]);
  });
});

describe('blocks of the documentation', () => {
  it('that are JSON parse', () => {
    for (const { origin, body } of pages.flatMap((page) => jsonOf(page))) {
      expect(() => JSON.parse(body) as unknown, origin).not.toThrow();
    }
  });

  it('name a language that is known, so that none escapes these tests', () => {
    const known = ['ts', 'json', 'text', '', 'sh', 'sql', 'html', 'xml', 'mermaid', 'http'];
    const unknown = documents.flatMap((document) =>
      languagesOf(document)
        .filter((language) => !known.includes(language))
        .map((language) => `${document.path}: ${language}`),
    );
    expect(unknown).toEqual([]);
  });
});
