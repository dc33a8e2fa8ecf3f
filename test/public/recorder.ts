import * as reckoner from 'reckoner';

/** A call of a public function as an example makes it, or of a method of what such a function returned. */
export type Call = {
  /** `ratePrice`, or `preparePrice.rate`. */
  readonly door: string;
  readonly args: readonly unknown[];
  /** Makes the call with other arguments, on a receiver of its own. */
  readonly again: (args: readonly unknown[]) => unknown;
};

type Callable = (...args: readonly unknown[]) => unknown;

/** The functions of the package, by name. */
export const publicFunctions = new Map(
  Object.entries<unknown>(reckoner).filter((entry): entry is [string, Callable] => isFunction(entry[1])),
);

/** The package, each of whose functions tells of its calls before it makes them. */
export function recordedPackage(tell: (call: Call) => void): Readonly<Record<string, unknown>> {
  const told = [...publicFunctions].map(([name, called]) => [name, tells({ door: name, called, tell })] as const);
  return { ...reckoner, ...Object.fromEntries(told) };
}

/** A class is called by `new`, which no example does with anything but what it was given by us. */
function isFunction(value: unknown): value is Callable {
  return typeof value === 'function' && !String(value).startsWith('class');
}

type Told = { readonly door: string; readonly called: Callable; readonly tell: (call: Call) => void };

function tells({ door, called, tell }: Told): Callable {
  return (...args) => {
    tell({ door, args, again: (others) => called(...others) });
    return withTellingMethods(called(...args), { door, called: () => called(...args), tell });
  };
}

/** A copy of what was returned, if it has methods of its own, that tells of their calls too. */
function withTellingMethods(result: unknown, { door, called: make, tell }: Told): unknown {
  if (typeof result !== 'object' || result === null || result instanceof Promise) return result;
  const methods = Object.entries(result).filter((entry): entry is [string, Callable] => isFunction(entry[1]));
  if (methods.length === 0) return result;
  const told = methods.map(([name, method]) => [
    name,
    (...args: readonly unknown[]) => {
      const again = (others: readonly unknown[]) => (make() as Readonly<Record<string, Callable>>)[name]?.(...others);
      tell({ door: `${door}.${name}`, args, again });
      return method(...args);
    },
  ]);
  return { ...result, ...Object.fromEntries(told) };
}
