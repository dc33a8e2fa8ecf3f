/**
 * A package that the user may have installed, or null. Of a package in CommonJS, what it exports is its default.
 */
export async function loadDriver(name: string): Promise<object | null> {
  const loaded = (await import(/* @vite-ignore */ name).catch((): null => null)) as {
    readonly default?: object;
  } | null;
  return loaded?.default ?? loaded;
}
