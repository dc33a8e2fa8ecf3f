import { isGiven, report, valueAt, type Fields } from '../../../../errors/index.js';
import type { BilledSubscription } from './billed-subscription.js';
import type { ServiceLine } from './service-lines.js';

/** The names under which usage of a subscription may be given. */
export function namesIn({ prices }: BilledSubscription): ReadonlySet<string | null> {
  return new Set([...prices].flatMap(([id, price]) => [id, price.id, price.external_id]));
}

/** Usage may be named by price interval, or by price where only one line of the invoice is of that price. */
export function keyOf(given: Fields, { timed, price }: ServiceLine, lines: readonly ServiceLine[]): string | null {
  if (isGiven(valueAt(given, timed.id))) return timed.id;
  const names = [price.id, price.external_id].filter((name): name is string => name !== null);
  const key = names.find((name) => isGiven(valueAt(given, name)));
  if (key === undefined) return null;
  if (lines.filter((line) => line.price.id === price.id).length > 1) {
    const message = 'has more than one line on this invoice; name usage by price interval';
    report(given, key, { code: 'price_reference', message });
  }
  return key;
}

/** Usage that no price of the subscription takes would vanish from the bill. */
export function reportStray(given: Fields, billed: BilledSubscription): void {
  const { prices } = billed;
  const unnamed = Object.keys(given.value).filter((key) => !prices.has(key));
  // Most usage is named by price interval.
  if (unnamed.length === 0) return;
  const known = namesIn(billed);
  for (const key of unnamed) {
    if (known.has(key)) continue;
    report(given, key, { code: 'price_reference', message: 'belongs to no price of the subscription' });
  }
}
