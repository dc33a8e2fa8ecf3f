import { fail, shown } from '../../errors/index.js';
import { compileArithmetic, compileNegation } from './arithmetic.js';
import { compileBetween, compileComparison, compileIn, compileIsNull, compileLike } from './comparisons.js';
import { compileCase, compileField, compileProperty } from './readings.js';
import type { Compilation, Evaluate } from './evaluation.js';
import { compileCall } from './functions.js';
import { compileAnd, compileNot, compileOr } from './logic.js';
import { parseExpression } from './parse-expression.js';
import type { NodeKind, NodeOf, Value } from './syntax.js';

type Compile<K extends NodeKind> = (node: NodeOf<K>, compilation: Compilation) => Evaluate;

const compilers: { readonly [K in NodeKind]: Compile<K> } = {
  literal:
    ({ value }) =>
    () =>
      value,
  parameter: (node, { parameters, path }) => {
    const value = parameters.get(node.name);
    return value === undefined ? refuseParameter(node, path) : () => value;
  },
  property: compileProperty,
  field: compileField,
  negation: compileNegation,
  arithmetic: compileArithmetic,
  comparison: compileComparison,
  not: compileNot,
  and: compileAnd,
  or: compileOr,
  in: compileIn,
  between: compileBetween,
  like: compileLike,
  is_null: compileIsNull,
  case: compileCase,
  call: compileCall,
};

/**
 * Turns a text into a function of an event, once per aggregator.
 *
 * @throws `invalid_expression` with the position · `limit_exceeded` · `unknown_parameter`
 */
export function compileText(text: string, path: string, parameters: ReadonlyMap<string, Value>): Evaluate {
  const compilation: Compilation = { compile: (expression) => compileNode(expression, compilation), parameters, path };
  return compilation.compile(parseExpression(text, path));
}

function compileNode<K extends NodeKind>(node: NodeOf<K>, compilation: Compilation): Evaluate {
  const compile: Compile<K> = compilers[node.kind];
  return compile(node, compilation);
}

function refuseParameter(node: NodeOf<'parameter'>, path: string): never {
  const message = `At position ${node.position}, parameter ${shown(node.name)} is not among the metric's \`parameters\`.`;
  fail(path, 'unknown_parameter', message);
}
