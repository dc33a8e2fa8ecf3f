import { fail, shown } from '../../errors/index.js';
import type { EventField } from '../expressions/syntax.js';
import type { Dialect, Digits, NumberSql } from './dialects/dialect.js';

export type ColumnNames = {
  readonly [
    C in 'event_name' | 'timestamp' | 'idempotency_key' | 'customer_id' | 'external_customer_id' | 'properties'
  ]: string;
};

/** What a property is read as; at most one of the first three is not NULL for one event. */
export type Reading = 'text' | 'truth' | 'number' | 'numeric' | 'present';

/** A statement for a warehouse: no text of a user is in it, all of them are parameters. */
export type CompiledMetric = {
  readonly text: string;
  /** The n-th is `$n` in PostgreSQL and DuckDB, `{pn:String}` in ClickHouse and `@pn` in BigQuery; all are texts. */
  readonly values: readonly string[];
};

/** A column of a select list. */
export type SelectedColumn = { readonly alias: string; readonly sql: string };

/** A statement being written: its parameters, and what its innermost select reads of each event. */
export type Statement = {
  readonly dialect: Dialect;
  /** How many digits a property may have. */
  readonly digits: Digits;
  readonly names: ColumnNames;
  /** Where the text that is being translated stands, for its faults. */
  readonly path: string;
  /** The texts that became parameters. */
  readonly bound: string[];
  readonly readings: Map<string, string>;
};

export function openStatement(settings: Pick<Statement, 'dialect' | 'digits' | 'names'>): Statement {
  return { ...settings, path: '', bound: [], readings: new Map() };
}

/**
 * Makes a parameter of a text and returns what stands for it until the statement is finished.
 *
 * Half a surrogate pair would be sent as U+FFFD and a NUL is refused by PostgreSQL; neither can stand in a warehouse, and
 * another text must not be taken for it.
 */
export function bindText({ bound, path }: Statement, text: string): string {
  if (/\p{Surrogate}|\0/u.test(text)) {
    fail(
      path,
      'unsupported_sql',
      `${shown(text)} holds a NUL or half a surrogate pair, which a warehouse cannot store.`,
    );
  }
  const known = bound.indexOf(text);
  return `\0${known < 0 ? bound.push(text) - 1 : known}\0`;
}

/** Gives the parameters that are still in the statement their numbers, in the order in which they appear, one per text. */
export function finishStatement({ bound, dialect }: Statement, draft: string): CompiledMetric {
  const order = new Map<string, number>();
  const text = draft.replaceAll(/\0(\d+)\0/g, (_mark, index: string) => {
    const position = order.get(index) ?? order.size + 1;
    order.set(index, position);
    return dialect.parameter(position);
  });
  return { text, values: [...order.keys()].map((index) => bound[Number(index)] ?? '') };
}

/** The column of the innermost select that holds a property in one of its readings; each is read once per event. */
export function readProperty(statement: Statement, property: string, reading: Reading): string {
  const { dialect, digits, names } = statement;
  const source = {
    properties: dialect.identifier(names.properties),
    name: bindText(statement, dialect.property.address(property)),
  };
  const number = (): string => dialect.property.number(source, digits);
  const readers: { readonly [R in Reading]: () => string } = {
    text: () => dialect.property.text(source),
    truth: () => dialect.property.truth(source),
    number,
    // A numeric string counts as its number (§3).
    numeric: () => `COALESCE(${number()}, ${dialect.number.ofText(dialect.property.text(source), digits)})`,
    present: () => dialect.property.isPresent(source),
  };
  return readSource(statement, readers[reading]());
}

/** The column of the innermost select that holds a field of the event. */
export function readField(statement: Statement, field: EventField): string {
  const { dialect, names } = statement;
  if (field === 'timestamp_millis')
    return readSource(statement, dialect.time.millis(dialect.identifier(names.timestamp)));
  return readSource(statement, `CAST(${dialect.identifier(names[field])} AS ${dialect.types.text})`);
}

/** The column of the innermost select that holds what a piece of SQL reads of an event. */
export function readSource({ readings }: Statement, sql: string): string {
  const known = readings.get(sql);
  if (known !== undefined) return known;
  const alias = `r${readings.size + 1}`;
  readings.set(sql, alias);
  return alias;
}

/** A number of the statement, refused where the engine could not hold all that it may come to. */
export function exactNumber(statement: Statement, sql: string, digits: Digits): NumberSql {
  const { dialect, path } = statement;
  const { fraction, total } = dialect.limits;
  const isHeld = digits.fraction <= fraction && (total === null || digits.integer + digits.fraction <= total);
  if (isHeld) return { sql: boundedSql(statement, sql), digits };
  const needed = `up to ${digits.integer} digits before and ${digits.fraction} after the point`;
  fail(
    path,
    'limit_exceeded',
    `A step of the metric may need ${needed}, more than the engine holds exactly; lower \`digits\`.`,
  );
}

const longestPiece = 200_000;

/** Refuses SQL that grew too long: a choice repeats its conditions once per type, and choices may nest. */
export function boundedSql({ path }: Statement, sql: string): string {
  if (sql.length <= longestPiece) return sql;
  return fail(path, 'limit_exceeded', `In SQL the text would need over ${longestPiece} characters; nest it less.`);
}
