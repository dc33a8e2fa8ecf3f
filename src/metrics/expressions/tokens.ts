import { fail, shown } from '../../errors/index.js';
import type { SourceText } from './source-text.js';

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol' | 'end';

/** `text` is the meaning (quotes removed, doubled quotes undone); `keyword` its upper case if it is a bare word, else ''. */
export type Token = {
  readonly kind: TokenKind;
  readonly text: string;
  readonly keyword: string;
  readonly position: number;
};

const longestText = 10_000;
// Two minus signs in a row begin a comment in SQL, as a stroke and a star do, so they are nothing here; `- -1` is a number.
const grammar =
  /(?<space>\s+)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|"(?<quoted>[^"]*(?:""[^"]*)*)"|'(?<string>[^']*(?:''[^']*)*)'|(?<number>\d+(?:\.\d+)?)|\{\{\s*(?<parameter>[\p{L}_][\p{L}\p{N}_]*)\s*\}\}|(?<symbol><>|!=|<=|>=|-(?!-)|\/(?!\*)|[+*%=<>(),.])/uy;

/** Cuts a text into tokens, the last one of kind `end`. Positions count code units from 1, as an editor's column does. */
export function tokenize(source: SourceText): readonly Token[] {
  const { text, path } = source;
  if (text.length > longestText) {
    fail(path, 'limit_exceeded', `The text has ${text.length} characters; at most ${longestText} are read.`);
  }
  // A copy of the pattern, because a sticky expression remembers its place and this function may not remember anything.
  const pattern = new RegExp(grammar);
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const position = pattern.lastIndex + 1;
    const groups = pattern.exec(text)?.groups;
    if (!groups) return refuseCharacter(source, position);
    const token = tokenOf(groups, position);
    if (token) tokens.push(token);
  }
  tokens.push({ kind: 'end', text: '', keyword: '', position: text.length + 1 });
  return tokens;
}

const kinds = ['word', 'quoted', 'string', 'number', 'parameter', 'symbol'] as const;

function tokenOf(groups: Record<string, string | undefined>, position: number): Token | undefined {
  const kind = kinds.find((candidate) => groups[candidate] !== undefined);
  if (kind === undefined) return undefined;
  const raw = groups[kind] ?? '';
  const keyword = kind === 'word' ? raw.toUpperCase() : '';
  return { kind, text: meaningOf(kind, raw), keyword, position };
}

function meaningOf(kind: TokenKind, raw: string): string {
  if (kind === 'quoted') return raw.replaceAll('""', '"');
  if (kind === 'string') return raw.replaceAll("''", "'");
  return raw === '!=' ? '<>' : raw;
}

// What SQL has elsewhere.
const foreignSigns: ReadonlyMap<string, string> = /*#__PURE__*/ new Map([
  [';', 'one statement alone, without a semicolon'],
  ['-', 'no comment'],
  ['/', 'no comment'],
  ['#', 'an operator that is read, and no comment'],
  [':', 'no cast; a text that is a plain decimal counts as its number'],
  ['`', 'a name in double quotes, such as "my name"'],
]);

function refuseCharacter({ text, path, code }: SourceText, position: number): never {
  const found = String.fromCodePoint(text.codePointAt(position - 1) ?? 0);
  fail(path, code, `At position ${position}, found ${shown(found)}; expected ${adviceOn(found)}.`);
}

function adviceOn(found: string): string {
  if (found === '"' || found === "'") return `a closing ${found} for the quote opened here`;
  return foreignSigns.get(found) ?? 'a name, a literal, an operator or {{parameter}}';
}
