import type { Compilation, Evaluate } from './evaluation.js';
import type { NodeOf, Value } from './syntax.js';

// §3: three-valued logic, in which whatever is not a boolean is NULL.

export function compileNot(node: NodeOf<'not'>, { compile }: Compilation): Evaluate {
  const operand = compile(node.operand);
  return (event, at) => notOf(operand(event, at));
}

/** NOT: NULL stays NULL. */
export function notOf(value: Value): boolean | null {
  return typeof value === 'boolean' ? !value : null;
}

export function compileAnd(node: NodeOf<'and'>, compilation: Compilation): Evaluate {
  return compileChain(node.operands.map(compilation.compile), false);
}

export function compileOr(node: NodeOf<'or'>, compilation: Compilation): Evaluate {
  return compileChain(node.operands.map(compilation.compile), true);
}

/** AND is decided by the first FALSE, OR by the first TRUE (`decisive`); an undecided chain with a NULL in it is NULL. */
function compileChain(operands: readonly Evaluate[], decisive: boolean): Evaluate {
  return (event, at) => {
    let result: boolean | null = !decisive;
    for (const operand of operands) {
      const value = operand(event, at);
      if (value === decisive) return decisive;
      if (value !== !decisive) result = null;
    }
    return result;
  };
}
