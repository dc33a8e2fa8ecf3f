import type { Decimal } from '../../decimal/index.js';
import type { FunctionName } from './function-names.js';

/** What an expression yields for one event: a JSON value, or the exact decimal that arithmetic made. */
export type Value = string | number | boolean | null | Decimal;

export type EventField = 'event_name' | 'timestamp_millis' | 'idempotency_key' | 'customer_id' | 'external_customer_id';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

type Nodes = {
  readonly literal: { readonly value: Value };
  readonly property: { readonly name: string };
  readonly field: { readonly name: EventField };
  readonly parameter: { readonly name: string; readonly position: number };
  readonly negation: { readonly operand: Expression };
  readonly arithmetic: {
    readonly operator: ArithmeticOperator;
    readonly left: Expression;
    readonly right: Expression;
  };
  readonly comparison: {
    readonly operator: ComparisonOperator;
    readonly left: Expression;
    readonly right: Expression;
  };
  readonly not: { readonly operand: Expression };
  readonly and: { readonly operands: readonly Expression[] };
  readonly or: { readonly operands: readonly Expression[] };
  readonly in: { readonly operand: Expression; readonly options: readonly Expression[]; readonly negated: boolean };
  readonly between: {
    readonly operand: Expression;
    readonly low: Expression;
    readonly high: Expression;
    readonly negated: boolean;
  };
  readonly like: { readonly operand: Expression; readonly pattern: Expression; readonly negated: boolean };
  readonly is_null: { readonly operand: Expression; readonly negated: boolean };
  readonly case: {
    readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
    readonly otherwise: Expression;
  };
  readonly call: { readonly function: FunctionName; readonly operands: readonly Expression[] };
};

export type NodeKind = keyof Nodes;

/** One node of a parsed expression; `NodeOf<K>` is the node of kind K. */
export type NodeOf<K extends NodeKind> = { readonly [P in K]: { readonly kind: P } & Nodes[P] }[K];

/** A parsed expression (§3 "Expressions"): a tree that knows nothing of where it came from, text or SQL. */
export type Expression = NodeOf<NodeKind>;
