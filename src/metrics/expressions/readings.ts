import { eventKey } from '../events/event-key.js';
import type { Compilation, Evaluate } from './evaluation.js';
import type { EventField, NodeOf } from './syntax.js';

/**
 * Reads a property, the fast path of every metric. Primitives are all that counts: an inherited `constructor` or a
 * `__proto__` is a function or an object and so reads as NULL, while a user's own property of that name reads as itself.
 */
export function compileProperty({ name }: NodeOf<'property'>): Evaluate {
  return ({ properties }) => {
    const value = properties[name];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    return null;
  };
}

const fieldReaders: { readonly [F in EventField]: Evaluate } = {
  event_name: (event) => event.event_name,
  timestamp_millis: (_event, at) => at,
  idempotency_key: (event) => eventKey(event) ?? null,
  customer_id: (event) => event.customer_id ?? null,
  external_customer_id: (event) => event.external_customer_id ?? null,
};

export function compileField({ name }: NodeOf<'field'>): Evaluate {
  return fieldReaders[name];
}

export function compileCase(node: NodeOf<'case'>, { compile }: Compilation): Evaluate {
  const branches = node.branches.map(({ when, result }) => ({ when: compile(when), result: compile(result) }));
  const otherwise = compile(node.otherwise);
  return (event, at) => {
    for (const { when, result } of branches) if (when(event, at) === true) return result(event, at);
    return otherwise(event, at);
  };
}
