import {
  fail,
  invariant,
  isObject,
  openEntries,
  pathAt,
  refuse,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { openInput } from '../decode/input.js';
import { prepareQuote, type PreparedQuote } from './prepare-quote.js';
import { withPaths } from './renamed-paths.js';

/** An offer that was read and subscribed to. */
export type PreparedOffer = { readonly id: string; readonly name: string; readonly deal: PreparedQuote };

const offerKeys = ['plan', 'prices', 'terms', 'coupons', 'credits'];
const mostOffers = 50;

/** Reads the offers of a comparison over its scenario; usage that no offer takes is refused. */
export function prepareOffers(input: Fields, scenario: Readonly<Record<string, unknown>>): readonly PreparedOffer[] {
  const offers = openOffers(input).map((offer, position): PreparedOffer => {
    const id = requiredText(offer, 'id');
    const known = [...offerKeys, 'id', 'name'];
    for (const key of Object.keys(offer.value)) {
      if (!known.includes(key))
        report(offer, key, { code: 'invalid_type', message: `is not known here; the fields are ${known.join(', ')}` });
    }
    refuse(offer.issues);
    const stated = Object.fromEntries(offerKeys.map((key) => [key, valueAt(offer, key)]));
    const own = pathAt('offers', position);
    const deal = withPaths(
      (path) =>
        offerKeys.some((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))
          ? `${own}.${path}`
          : path === ''
            ? own
            : path,
      () => prepareQuote(openInput({ ...scenario, ...stated }), 'told'),
    );
    return { id, name: nameOf(offer, id), deal };
  });
  checkOffers(offers);
  return offers;
}

function openOffers(input: Fields): readonly Fields[] {
  const list = valueAt(input, 'offers');
  if (!Array.isArray(list) || list.length < 2) report(input, 'offers', wanting(list, 'a list of two offers or more'));
  else if (list.length > mostOffers) {
    report(input, 'offers', {
      code: 'limit_exceeded',
      message: `has ${list.length} offers; compare at most ${mostOffers} at once`,
    });
  }
  refuse(input.issues);
  const offers = openEntries(input, 'offers', list as readonly unknown[]);
  refuse(input.issues);
  return offers;
}

function nameOf(offer: Fields, id: string): string {
  const [name, plan] = [valueAt(offer, 'name'), valueAt(offer, 'plan')];
  if (typeof name === 'string') return name;
  const planned: unknown = isObject(plan) ? plan['name'] : null;
  return typeof planned === 'string' ? planned : id;
}

function checkOffers(offers: readonly PreparedOffer[]): void {
  const [first] = offers;
  invariant(first !== undefined, 'a list of offers has a first');
  const seen = new Set<string>();
  for (const [position, { id, deal }] of offers.entries()) {
    const path = pathAt('offers', position);
    if (seen.has(id)) fail(`${path}.id`, 'invalid_reference', `repeats the id ${id}; give each offer its own`);
    seen.add(id);
    const [code, other] = [deal.billed.currency.code, first.deal.billed.currency.code];
    if (code !== other)
      fail(path, 'mixed_currencies', `is in ${code}, and the first offer in ${other}; compare offers in one currency`);
  }
  refuseStray('usage', first.deal.unused, (key) => offers.every(({ deal }) => deal.unused.includes(key)));
  const { unused_by_license } = first.deal;
  refuseStray('license_usage', unused_by_license, (key) =>
    offers.every(({ deal }) => deal.unused_by_license.includes(key)),
  );
}

/** Usage that no offer takes would vanish from all of them. */
function refuseStray(at: string, unused: readonly string[], isUnused: (key: string) => boolean): void {
  const stray = unused.find(isUnused);
  if (stray === undefined) return;
  const message = 'names no price, metric or item of any offer that is billed by usage';
  fail(pathAt(at, stray), 'price_reference', message);
}
