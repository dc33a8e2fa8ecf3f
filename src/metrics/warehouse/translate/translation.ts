import type { Expression, Value } from '../../expressions/syntax.js';
import type { NumberSql } from '../dialects/dialect.js';
import { exactNumber, type Statement } from '../statement.js';
import type { Lanes } from './lanes.js';

/** What translating a node may use: its children's lanes, the values of `{{parameter}}`s, and the statement. */
export type Translation = {
  readonly translate: (expression: Expression) => Lanes;
  readonly parameters: ReadonlyMap<string, Value>;
  readonly statement: Statement;
};

/** NULL of the type of truth values. */
export function unknown({ dialect }: Statement): string {
  return `CAST(NULL AS ${dialect.types.truth})`;
}

/** The truth of a lane where a condition is wanted: whatever is not a boolean is NULL (§3). */
export function conditionOf({ truth }: Lanes, statement: Statement): string {
  return truth === null ? unknown(statement) : truth();
}

/** Numbers in one type, so that no engine drops a digit where they meet. */
export function alignNumbers(numbers: readonly NumberSql[], statement: Statement): readonly NumberSql[] {
  const digits = {
    integer: Math.max(...numbers.map((number) => number.digits.integer)),
    fraction: Math.max(...numbers.map((number) => number.digits.fraction)),
  };
  return numbers.map((number) => exactNumber(statement, statement.dialect.number.widen(number, digits), digits));
}
