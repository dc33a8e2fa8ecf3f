import type { NumberSql } from '../dialects/dialect.js';
import { exactNumber, type Statement } from '../statement.js';
import type { Lanes } from '../translate/lanes.js';

/** The numeric values of a text's lanes; NULL for every event if it can have none. */
export function numericLane(lanes: Lanes | null, statement: Statement): NumberSql {
  return lanes?.numeric?.() ?? { sql: statement.dialect.number.none(statement.digits), digits: statement.digits };
}

// A table has fewer than 10^19 rows.
const rowDigits = 19;

/** The same, for a sum over rows, which has to find room as well. */
export function summableLane(lanes: Lanes | null, statement: Statement): NumberSql {
  const number = numericLane(lanes, statement);
  const { integer, fraction } = number.digits;
  return exactNumber(statement, number.sql, { integer: integer + rowDigits, fraction });
}
