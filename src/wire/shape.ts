/**
 * The same JSON without `readonly`, all the way down. Our documents are declared readonly so that frozen data fits;
 * what a function returns is `Writable<…>`, because the mutable arrays of the `orb-billing` types ask for it.
 */
export type Writable<T> = T extends string ? T : T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

/** Every key of `T` may be missing, `undefined` or `null`: what each room takes for "not stated" unless it says otherwise. */
export type Optional<T> = { readonly [K in keyof T]?: T[K] | null | undefined };
