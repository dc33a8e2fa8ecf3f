/**
 * The text of the expression language that reads the property of this name, whatever characters it has.
 *
 * @example
 * ```ts
 * import { quoteProperty } from 'reckoner/metrics';
 * quoteProperty('aws-region'); // → '"aws-region"'
 * ```
 */
export function quoteProperty(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
