import { formatDecimal } from '../../../decimal/index.js';
import { numberValue } from '../../expressions/values.js';
import { expectDecimal, refusePart } from '../../snapshots/read-snapshot.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Statement } from '../statement.js';
import type { Lanes } from '../translate/lanes.js';

/**
 * A value of any type as one text that tells its type: `text:eu`, `number:1.5`, `boolean:true`; NULL for none. Grouping and
 * `unique` are type-sensitive (§3), and SQL groups by columns of one type.
 */
export function tagged(lanes: Lanes | null, statement: Statement): string {
  const none = `CAST(NULL AS ${statement.dialect.types.text})`;
  const forms = lanes === null ? [] : taggedForms(lanes, statement.dialect);
  return forms.length === 0 ? none : `COALESCE(${forms.join(', ')})`;
}

// `||` of a NULL is NULL in every engine, which CONCAT is not.
function taggedForms({ text, number, truth }: Lanes, dialect: Dialect): readonly string[] {
  const forms: string[] = [];
  if (text !== null) forms.push(`'text:' || (${text()})`);
  if (number !== null) forms.push(`'number:' || ${dialect.number.text(number().sql)}`);
  if (truth !== null) {
    forms.push(`CASE WHEN ${truth()} THEN 'boolean:true' WHEN NOT ${truth()} THEN 'boolean:false' END`);
  }
  return forms;
}

/** A tagged text read back; a number that no JSON number equals stays a decimal text. */
export function readTagged(
  value: string | null,
  path: string,
): string | number | boolean | null | { readonly decimal: string } {
  if (value === null) return null;
  const colon = value.indexOf(':');
  const rest = value.slice(colon + 1);
  switch (value.slice(0, colon)) {
    case 'text':
      return rest;
    case 'number':
      return readNumber(rest, path);
    case 'boolean':
      return rest === 'true';
    default:
      return refusePart(value, path, 'a value as `compileMetric` has it returned, such as "text:eu"');
  }
}

function readNumber(text: string, path: string): number | { readonly decimal: string } {
  const number = numberValue(expectDecimal(text, path));
  return typeof number === 'number' ? number : { decimal: formatDecimal(number) };
}
