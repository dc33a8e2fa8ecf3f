import type { Route } from '../../../src/rest/index.js';
import { describedBody } from './described-bodies.js';
import type { Dice } from './dice.js';
import { contentTypes, hostileBodies, hostilePaths, hostileTexts } from './hostile.js';
import type { LivedInShop } from './lived-in-shop.js';
import { spoil } from './spoil.js';

/** A request as it is sent, and written down where it finds something. */
export type FuzzedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array<ArrayBuffer> | null;
};

const root = 'http://billing.test/v1';

/** A request to an operation that is mostly what it should be, and in one or another place is not. */
export function fuzzedRequest(route: Route, shop: LivedInShop, dice: Dice): FuzzedRequest {
  const path = dice.happens(3) ? dice.pick(hostilePaths) : pathOf(route, shop, dice);
  const method = dice.happens(2) ? dice.pick(['PATCH', 'DELETE', 'POST', 'PUT', 'OPTIONS', 'HEAD']) : route.method;
  const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(route, shop, dice);
  return { method, url: `${root}${path}${queryOf(route, shop, dice)}`, headers: headersOf(dice), body };
}

function pathOf({ path }: Route, { known }: LivedInShop, dice: Dice): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = dice.happens(75)
      ? dice.pick(known.get(name) ?? known.get('id') ?? ['none'])
      : dice.pick(hostileTexts);
    return dice.happens(5) ? value : encoded(value);
  });
}

function queryOf({ query }: Route, { known }: LivedInShop, dice: Dice): string {
  const often = dice.pick([0, 15, 40]);
  const asked = Object.keys(query).filter((name) => query[name]?.is_required || dice.happens(often));
  const names = dice.happens(3) ? [...asked, dice.pick([...hostileTexts, ...Object.keys(query)])] : asked;
  const usual = [
    '1',
    '20',
    'true',
    'USD',
    'day',
    'issued',
    'draft',
    'active',
    '2026-01-01T00:00:00Z',
    '2026-01-17T00:00:00Z',
  ];
  const pairs = names.map((name) => {
    const values = known.get(name.replace(/\[.*$/, '')) ?? usual;
    const value = dice.happens(80) ? dice.pick([...values, ...usual]) : dice.pick(hostileTexts);
    return `${encoded(name)}=${encoded(value)}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function bodyOf({ operation, body }: Route, shop: LivedInShop, dice: Dice): FuzzedRequest['body'] {
  if (dice.happens(5)) return dice.pick(hostileBodies) as FuzzedRequest['body'];
  if (body === 'none') return dice.happens(90) ? null : '{}';
  const recorded = shop.calls.get(operation);
  const spoilt = dice.pick([0, 2, 10]);
  const made =
    dice.happens(50) && recorded
      ? dice.pick(recorded).body
      : describedBody(operation, { dice, known: shop.known, spoilt });
  return JSON.stringify(dice.happens(60) ? spoil(made, dice) : made);
}

function headersOf(dice: Dice): FuzzedRequest['headers'] {
  const type = dice.happens(95) ? 'application/json' : dice.pick(contentTypes);
  return {
    ...(dice.happens(98) ? { authorization: 'Bearer key' } : {}),
    ...(type === null ? {} : { 'content-type': type }),
    ...(dice.happens(10) ? { 'idempotency-key': dice.pick(['a', 'b', 'x'.repeat(600), '']) } : {}),
    ...(dice.happens(5) ? { 'create-pending-subscription-change': dice.pick(['true', 'True', 'maybe']) } : {}),
  };
}

/** Half of a surrogate pair cannot be written in an address. */
function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
}
