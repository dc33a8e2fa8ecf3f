import { invariant } from '../../../errors/index.js';
import { parseExpression } from '../../expressions/parse-expression.js';
import type { NodeKind, NodeOf, Value } from '../../expressions/syntax.js';
import type { Statement } from '../statement.js';
import { translateArithmetic, translateNegation } from './arithmetic.js';
import { translateCase } from './choice.js';
import { translateBetween, translateComparison, translateIn, translateIsNull, translateLike } from './comparison.js';
import { translateCall } from './functions.js';
import type { Lanes } from './lanes.js';
import { translateAnd, translateNot, translateOr } from './logic.js';
import type { Translation } from './translation.js';
import { fieldLanes, literalLanes, propertyLanes } from './values.js';

type Translate<K extends NodeKind> = (node: NodeOf<K>, translation: Translation) => Lanes;

const translators: { readonly [K in NodeKind]: Translate<K> } = {
  literal: ({ value }, { statement }) => literalLanes(value, statement),
  parameter: ({ name }, { parameters, statement }) => {
    const value = parameters.get(name);
    invariant(value !== undefined, 'a decoded metric has a value for each of its parameters');
    return literalLanes(value, statement);
  },
  property: ({ name }, { statement }) => propertyLanes(name, statement),
  field: ({ name }, { statement }) => fieldLanes(name, statement),
  negation: translateNegation,
  arithmetic: translateArithmetic,
  comparison: translateComparison,
  not: translateNot,
  and: translateAnd,
  or: translateOr,
  in: translateIn,
  between: translateBetween,
  like: translateLike,
  is_null: translateIsNull,
  case: translateCase,
  call: translateCall,
};

/** Translates a text that was already compiled, and so is known to be sound. */
export function translateText(text: string, parameters: ReadonlyMap<string, Value>, statement: Statement): Lanes {
  const translation: Translation = { translate: (node) => translateNode(node, translation), parameters, statement };
  return translation.translate(parseExpression(text, statement.path));
}

function translateNode<K extends NodeKind>(node: NodeOf<K>, translation: Translation): Lanes {
  const translate: Translate<K> = translators[node.kind];
  return translate(node, translation);
}
