import type { Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import type { Expression, Value } from './syntax.js';

/** A compiled expression: what it yields for one event recorded at `at`. */
export type Evaluate = (event: EventInput, at: Instant) => Value;

/** What compiling a node may use: compiling its children, and the values of `{{parameter}}`s. */
export type Compilation = {
  readonly compile: (expression: Expression) => Evaluate;
  readonly parameters: ReadonlyMap<string, Value>;
  readonly path: string;
};
