/** A text to be read, where it stands, and what a text that does not parse is refused as. */
export type SourceText = {
  readonly text: string;
  readonly path: string;
  readonly code: 'invalid_expression' | 'unsupported_sql';
  /** What to write in place of a word or sign that stands where it is not read. */
  readonly advice?: ReadonlyMap<string, string>;
};
