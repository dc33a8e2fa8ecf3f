/** True when the compiler holds two types for the same: every key, modifier and literal alike, at every depth. */
export type Identical<A, B> =
  (<T>(value: T) => T extends A ? 1 : 2) extends <T>(value: T) => T extends B ? 1 : 2 ? true : false;

/** True only for `any`, which is assignable to and from everything and would make any other type test pass. */
export type IsAny<T> = 0 extends 1 & T ? true : false;

/** The names of the pairs in which either side is `any`. */
export type AnyAmong<Pairs extends Record<keyof Pairs, readonly [unknown, unknown]>> = {
  [K in keyof Pairs]: true extends IsAny<Pairs[K][0]> | IsAny<Pairs[K][1]> ? K : never;
}[keyof Pairs];

/** The names of the pairs whose two sides are not the same type. */
export type DifferentAmong<Pairs extends Record<keyof Pairs, readonly [unknown, unknown]>> = {
  [K in keyof Pairs]: Identical<Pairs[K][0], Pairs[K][1]> extends true ? never : K;
}[keyof Pairs];

/** The names of the pairs whose second side is not assignable to the first. */
export type RefusedAmong<Pairs extends Record<keyof Pairs, readonly [unknown, unknown]>> = {
  [K in keyof Pairs]: [Pairs[K][1]] extends [Pairs[K][0]] ? never : K;
}[keyof Pairs];
