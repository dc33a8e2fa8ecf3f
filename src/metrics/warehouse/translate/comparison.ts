import type { ComparisonOperator, NodeOf } from '../../expressions/syntax.js';
import { boundedSql, type Statement } from '../statement.js';
import { truthLanes, type Lanes } from './lanes.js';
import { negated } from './logic.js';
import { alignNumbers, unknown, type Translation } from './translation.js';

export function translateComparison(node: NodeOf<'comparison'>, { translate, statement }: Translation): Lanes {
  const pair = [translate(node.left), translate(node.right)] as const;
  return truthLanes(compareLanes(pair, node.operator, statement));
}

/**
 * Compares by JSON type (§3): two strings by code point, else what counts as numbers, else two booleans; any other mixture
 * is NULL. Texts come first, because two numeric strings are texts; of the others at most one is not NULL.
 */
export function compareLanes(
  pair: readonly [Lanes, Lanes],
  operator: ComparisonOperator,
  statement: Statement,
): string {
  const comparisons = [
    compareTexts(pair, operator, statement),
    compareNumbers(pair, operator, statement),
    compareTruths(pair, operator),
  ].filter((sql) => sql !== null);
  if (comparisons.length === 0) return unknown(statement);
  return boundedSql(
    statement,
    comparisons.length === 1 ? `(${comparisons[0]})` : `COALESCE(${comparisons.join(', ')})`,
  );
}

type Pair = readonly [Lanes, Lanes];

function compareTexts([left, right]: Pair, operator: ComparisonOperator, { dialect }: Statement): string | null {
  if (left.text === null || right.text === null) return null;
  return `${dialect.text.inCodePointOrder(left.text())} ${operator} ${right.text()}`;
}

function compareNumbers([left, right]: Pair, operator: ComparisonOperator, statement: Statement): string | null {
  // Where both can only be texts, they were compared as texts.
  if (left.numeric === null || right.numeric === null || (left.number === null && right.number === null)) return null;
  const [a, b] = alignNumbers([left.numeric(), right.numeric()], statement);
  return `${a?.sql} ${operator} ${b?.sql}`;
}

function compareTruths([left, right]: Pair, operator: ComparisonOperator): string | null {
  return left.truth === null || right.truth === null ? null : `(${left.truth()}) ${operator} (${right.truth()})`;
}

/** `x IN (a, b)` is `x = a OR x = b`, three-valued. */
export function translateIn(node: NodeOf<'in'>, { translate, statement }: Translation): Lanes {
  const operand = translate(node.operand);
  const tests = node.options.map((option) => compareLanes([operand, translate(option)], '=', statement));
  const isMember = `(${tests.join(' OR ')})`;
  return truthLanes(node.negated ? negated(isMember) : isMember);
}

/** Both bounds belong to the range, and one bound that fails decides even if the other is NULL. */
export function translateBetween(node: NodeOf<'between'>, { translate, statement }: Translation): Lanes {
  const operand = translate(node.operand);
  const above = compareLanes([operand, translate(node.low)], '>=', statement);
  const below = compareLanes([operand, translate(node.high)], '<=', statement);
  const isInside = `(${above} AND ${below})`;
  return truthLanes(node.negated ? negated(isInside) : isInside);
}

export function translateLike(node: NodeOf<'like'>, { translate, statement }: Translation): Lanes {
  const operand = translate(node.operand);
  const pattern = translate(node.pattern);
  if (operand.text === null || pattern.text === null) return truthLanes(unknown(statement));
  const matches = `(${statement.dialect.text.like(operand.text(), pattern.text())})`;
  return truthLanes(node.negated ? negated(matches) : matches);
}

export function translateIsNull(node: NodeOf<'is_null'>, { translate }: Translation): Lanes {
  const isPresent = `(${translate(node.operand).isPresent()})`;
  return truthLanes(node.negated ? isPresent : negated(isPresent));
}
