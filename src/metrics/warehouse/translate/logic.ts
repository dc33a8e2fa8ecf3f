import type { NodeOf } from '../../expressions/syntax.js';
import { truthLanes, type Lanes } from './lanes.js';
import { conditionOf, type Translation } from './translation.js';

export function translateNot(node: NodeOf<'not'>, { translate, statement }: Translation): Lanes {
  return truthLanes(negated(conditionOf(translate(node.operand), statement)));
}

/** NOT, if wanted. */
export function negated(sql: string): string {
  return `(NOT ${sql})`;
}

export function translateAnd(node: NodeOf<'and'>, translation: Translation): Lanes {
  return translateChain(node, ' AND ', translation);
}

export function translateOr(node: NodeOf<'or'>, translation: Translation): Lanes {
  return translateChain(node, ' OR ', translation);
}

// SQL's own AND and OR are the three-valued ones of §3.
function translateChain({ operands }: NodeOf<'and' | 'or'>, joint: string, translation: Translation): Lanes {
  const { translate, statement } = translation;
  return truthLanes(`(${operands.map((operand) => conditionOf(translate(operand), statement)).join(joint)})`);
}
