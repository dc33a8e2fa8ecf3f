import type { Compilation, Evaluate } from './evaluation.js';
import { compileLikePattern, matchesLike } from './like.js';
import { notOf } from './logic.js';
import type { ComparisonOperator, NodeOf, Value } from './syntax.js';
import { compareValues } from './values.js';

const holds: { readonly [O in ComparisonOperator]: (order: -1 | 0 | 1) => boolean } = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

// Two numbers need no order, and are what most filters compare.
const holdsOfNumbers: { readonly [O in ComparisonOperator]: (value: number, bound: number) => boolean } = {
  '=': (value, bound) => value === bound,
  '<>': (value, bound) => value !== bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

export function compileComparison(node: NodeOf<'comparison'>, { compile }: Compilation): Evaluate {
  const left = compile(node.left);
  const right = compile(node.right);
  if (node.operator === '=') return (event, at) => equalValues(left(event, at), right(event, at));
  const test = holds[node.operator];
  const testNumbers = holdsOfNumbers[node.operator];
  return (event, at) => {
    const value = left(event, at);
    const bound = right(event, at);
    if (typeof value === 'number' && typeof bound === 'number') return testNumbers(value, bound);
    const order = compareValues(value, bound);
    return order === null ? null : test(order);
  };
}

function equalValues(left: Value, right: Value): boolean | null {
  // Equality of two strings needs no order, and is what most filters ask.
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  const order = compareValues(left, right);
  return order === null ? null : order === 0;
}

export function compileIn(node: NodeOf<'in'>, compilation: Compilation): Evaluate {
  const operand = compilation.compile(node.operand);
  const isMember = memberTest(node, compilation);
  if (!node.negated) return (event, at) => isMember(operand(event, at), event, at);
  return (event, at) => notOf(isMember(operand(event, at), event, at));
}

type MemberTest = (value: Value, ...reading: Parameters<Evaluate>) => boolean | null;

function memberTest({ options }: NodeOf<'in'>, { compile }: Compilation): MemberTest {
  const texts = new Set<Value>();
  for (const option of options) if (option.kind === 'literal') texts.add(option.value);
  const compiled = options.map(compile);
  const onlyTexts = options.every((option) => option.kind === 'literal' && typeof option.value === 'string');
  return (value, event, at) => {
    if (onlyTexts && typeof value === 'string') return texts.has(value);
    // x IN (a, b) is x = a OR x = b, three-valued.
    let result: boolean | null = false;
    for (const option of compiled) {
      const equal = equalValues(value, option(event, at));
      if (equal === true) return true;
      if (equal === null) result = null;
    }
    return result;
  };
}

export function compileBetween(node: NodeOf<'between'>, { compile }: Compilation): Evaluate {
  const operand = compile(node.operand);
  const low = compile(node.low);
  const high = compile(node.high);
  const { negated } = node;
  return (event, at) => {
    const value = operand(event, at);
    const above = compareValues(value, low(event, at));
    const below = compareValues(value, high(event, at));
    // Both bounds belong to the range, and one bound that fails decides even if the other is NULL.
    if ((above !== null && above < 0) || (below !== null && below > 0)) return negated;
    return above === null || below === null ? null : !negated;
  };
}

export function compileLike(node: NodeOf<'like'>, { compile }: Compilation): Evaluate {
  const operand = compile(node.operand);
  const { negated } = node;
  if (node.pattern.kind === 'literal' && typeof node.pattern.value === 'string') {
    const pattern = compileLikePattern(node.pattern.value);
    return (event, at) => {
      const value = operand(event, at);
      return typeof value === 'string' ? matchesLike(value, pattern) !== negated : null;
    };
  }
  const pattern = compile(node.pattern);
  return (event, at) => {
    const value = operand(event, at);
    const text = pattern(event, at);
    if (typeof value !== 'string' || typeof text !== 'string') return null;
    return matchesLike(value, compileLikePattern(text)) !== negated;
  };
}

export function compileIsNull(node: NodeOf<'is_null'>, { compile }: Compilation): Evaluate {
  const operand = compile(node.operand);
  const { negated } = node;
  return (event, at) => (operand(event, at) === null) !== negated;
}
