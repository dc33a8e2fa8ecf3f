import type { Call } from './call.js';
import type { BillingServiceOptions, CallContext } from './settings.js';

/** What an operation does inside its transaction. */
export type Work<Params, Answer> = (call: Call, params: Params) => Promise<Answer>;

/**
 * For operations that also ask another system, outside of any transaction: what is read and changed before, and what is
 * stored after, together with the answer.
 */
export type Reach = {
  readonly options: BillingServiceOptions;
  readonly context: CallContext;
  readonly read: <Answer>(work: (call: Call) => Promise<Answer>) => Promise<Answer>;
  readonly change: <Answer>(work: (call: Call) => Promise<Answer>) => Promise<Answer>;
  /** The last that an operation does: its answer is kept with what it stores. */
  readonly answer: <Answer>(work: (call: Call) => Promise<Answer>) => Promise<Answer>;
};

/** An operation: whether it changes what is stored, and what it does. */
export type Operation<Params, Answer> =
  | { readonly kind: 'reads'; readonly work: Work<Params, Answer> }
  | { readonly kind: 'changes'; readonly work: Work<Params, Answer> }
  | { readonly kind: 'reaches'; readonly work: (reach: Reach, params: Params) => Promise<Answer> };

/** An operation that only reads. */
export function reads<Params, Answer>(work: Work<Params, Answer>): Operation<Params, Answer> {
  return { kind: 'reads', work };
}

/** An operation that changes what is stored. */
export function changes<Params, Answer>(work: Work<Params, Answer>): Operation<Params, Answer> {
  return { kind: 'changes', work };
}

/** An operation that asks another system outside of any transaction. */
export function reaches<Params, Answer>(
  work: (reach: Reach, params: Params) => Promise<Answer>,
): Operation<Params, Answer> {
  return { kind: 'reaches', work };
}

type Arguments<Params> = object extends Params
  ? [params?: Params, context?: CallContext]
  : [params: Params, context?: CallContext];

/** An operation as the service offers it. */
export type OperationFunction<O> =
  O extends Operation<infer Params, infer Answer> ? (...args: Arguments<Params>) => Promise<Answer> : never;
