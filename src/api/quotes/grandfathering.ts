import { compareExact, decimalAt, isNegative, multiply, subtract, sign, type Decimal } from '../../decimal/index.js';
import {
  isGiven,
  isObject,
  optionalText,
  pathAtKey,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { readBoundary, timeZone, type Instant, type TimeZone } from '../../time/index.js';
import { objectsAt } from '../decode/document-fields.js';

/** A customer as rules look at them. */
export type RuleSubject = {
  readonly id: string;
  readonly zone: TimeZone;
  readonly metadata: unknown;
  readonly since: Instant | null;
  readonly current: Decimal;
  readonly proposed: Decimal;
};

/** Who keeps the current prices, read. */
export type Rule = { readonly name: string; readonly holds: (subject: RuleSubject) => boolean };

const conditions = ['customer_ids', 'subscribed_before', 'metadata', 'increase_above'];

/** Reads `grandfathering`; a rule without a condition would keep everybody, and is refused. */
export function readRules(input: Fields): readonly Rule[] {
  return objectsAt(input, 'grandfathering').map((fields): Rule => {
    refuseUnknown(fields, ['name', ...conditions]);
    const name = requiredText(fields, 'name');
    const tests = [readIds(fields), readSince(fields), readMetadata(fields), readIncrease(fields)].filter(
      (test) => test !== null,
    );
    if (!conditions.some((key) => isGiven(valueAt(fields, key)))) {
      report(fields, 'name', {
        code: 'missing_field',
        message: `is of a rule that states nothing; give one of ${conditions.join(', ')}`,
      });
    }
    return { name, holds: (subject) => tests.every((test) => test(subject)) };
  });
}

type Test = Rule['holds'];

function readIds(fields: Fields): Test | null {
  const list = valueAt(fields, 'customer_ids');
  if (!isGiven(list)) return null;
  if (!Array.isArray(list)) report(fields, 'customer_ids', wanting(list, 'a list of ids'));
  const ids = new Set<unknown>(Array.isArray(list) ? list : []);
  return ({ id }) => ids.has(id);
}

/** A date is the midnight of each customer's own zone. */
function readSince(fields: Fields): Test | null {
  const text = optionalText(fields, 'subscribed_before');
  if (text === null) return null;
  const place = { path: pathAtKey(fields, 'subscribed_before'), issues: fields.issues };
  const faults = fields.issues.length;
  readBoundary(text, timeZone('UTC'), place);
  if (fields.issues.length > faults) return null;
  return ({ since, zone }) => since !== null && since < (readBoundary(text, zone, { path: '', issues: [] }) ?? since);
}

function readMetadata(fields: Fields): Test | null {
  const wanted = valueAt(fields, 'metadata');
  if (!isGiven(wanted)) return null;
  if (!isObject(wanted)) {
    report(fields, 'metadata', wanting(wanted, 'an object of texts'));
    return null;
  }
  const entries = Object.entries(wanted);
  return ({ metadata }) =>
    isObject(metadata) && entries.every(([key, value]) => Object.hasOwn(metadata, key) && metadata[key] === value);
}

function readIncrease(fields: Fields): Test | null {
  if (!isGiven(valueAt(fields, 'increase_above'))) return null;
  const share = decimalAt(fields, 'increase_above');
  if (share === undefined) return null;
  if (isNegative(share))
    report(fields, 'increase_above', {
      code: 'invalid_amount',
      message: 'is negative; give a share of the current amount, 0 or more',
    });
  return ({ current, proposed }) => {
    const increase = subtract(proposed, current);
    return sign(increase) > 0 && compareExact(increase, multiply(current, share)) > 0;
  };
}
