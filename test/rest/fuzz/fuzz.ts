import { allRoutes, type Route } from '../../../src/rest/index.js';
import { portalRoutes } from '../../../src/rest/portal/portal-routes.js';
import { startJudge } from '../client/judge.js';
import { diceOf, type Dice } from './dice.js';
import { fuzzedRequest, type FuzzedRequest } from './fuzzed-request.js';
import { openLivedInShop, type LivedInShop } from './lived-in-shop.js';

// A shop that many requests have changed answers ever slower, and knows ever less of what was recorded.
const requestsPerShop = 400;
// Long enough for a machine that does ten other things.
const patience = 15_000;

/** A price of one tier is a price as well. */
const takesMore = (errors: readonly { readonly keyword: string }[]): boolean =>
  errors.some(({ keyword }) => keyword === 'minItems');

/** All that is served, the pages of the portal too. */
export const servedRoutes: readonly Route[] = [...allRoutes, ...portalRoutes];

/** The operations of one resource: the first segment of their paths. */
export const operationClasses: ReadonlyMap<string, readonly Route[]> = new Map(
  servedRoutes
    .map(resourceOf)
    .map((resource) => [resource, servedRoutes.filter((route) => resourceOf(route) === resource)]),
);

function resourceOf({ path }: Route): string {
  return path.split('/')[1] ?? '';
}

export type Fuzzed = {
  /** What is wrong, each with the request that showed it. */
  readonly faults: readonly string[];
  /** How often each status was answered. */
  readonly statuses: ReadonlyMap<number, number>;
};

/** Sends so many requests to a class of operations, and holds every answer to what answers may be. */
export async function fuzzClass(routes: readonly Route[], runs: number, seed: number): Promise<Fuzzed> {
  const dice = diceOf(seed);
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  let shop = await openLivedInShop();
  for (let run = 0; run < runs; run += 1) {
    if (run > 0 && run % requestsPerShop === 0) shop = await openLivedInShop();
    const { status, fault, request } = await sendOne(routes, shop, dice);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (fault !== null) faults.push(`${fault}\n${JSON.stringify(request)}`);
  }
  return { faults, statuses };
}

async function sendOne(routes: readonly Route[], shop: LivedInShop, dice: Dice) {
  const first = dice.pick(routes);
  // What is taken away is gone for all that follow.
  const route = first.method === 'DELETE' && dice.happens(80) ? dice.pick(routes) : first;
  const request = fuzzedRequest(route, shop, dice);
  const before = shop.failures.length;
  const start = performance.now();
  const response = await shop.handler(new Request(request.url, request));
  const took = performance.now() - start;
  const judge = startJudge(takesMore);
  await judge.watchAnswer(new Request(request.url, request), response.clone());
  const fault = (await faultOf(response)) ?? judge.faults[0] ?? null;
  const inside = shop.failures.slice(before).map((error) => (error instanceof Error ? error.stack : String(error)));
  const slow = took > patience ? `took ${Math.round(took)} ms` : null;
  return { status: response.status, request: told(request), fault: inside[0] ?? fault ?? slow };
}

const wellAnswered = new Set([200, 201, 204]);
const refused = new Set([400, 401, 404, 405, 409, 413]);

/** What is wrong with an answer: neither well nor refused, or refused in another form than the API's. */
async function faultOf(response: Response): Promise<string | null> {
  const text = await response.text();
  if (response.headers.get('content-type')?.startsWith('text/html')) return faultOfPage(response, text);
  if (wellAnswered.has(response.status)) return faultOfAnswer(response, text);
  if (!refused.has(response.status)) return `answered ${response.status}: ${text.slice(0, 300)}`;
  const { type, status, title, detail } = JSON.parse(text) as Record<string, unknown>;
  const is_whole = typeof type === 'string' && status === response.status && title !== '' && detail !== '';
  return is_whole && !/\.ts:\d+|\.m?js:\d+|node_modules/.test(text) ? null : `refused by ${text.slice(0, 300)}`;
}

const pageStatuses = new Set([200, 404, 405]);

function faultOfPage({ status, headers }: Response, text: string): string | null {
  const is_guarded = headers.get('content-security-policy')?.startsWith("default-src 'none'") === true;
  // The answer to HEAD has no text.
  const is_page = text === '' || (text.startsWith('<!doctype html>') && !/<(script|img|iframe|form)\b/.test(text));
  return pageStatuses.has(status) && is_guarded && is_page ? null : `showed ${status}: ${text.slice(0, 300)}`;
}

function faultOfAnswer({ status }: Response, text: string): string | null {
  if (status === 204) return text === '' ? null : 'answered 204 with a body';
  // Parsing refuses what is no JSON, and a polluted prototype would show on every object.
  const answer = JSON.parse(text) as object;
  return 'polluted' in answer && !Object.hasOwn(answer, 'polluted') ? 'polluted the prototype' : null;
}

function told({ body, ...request }: FuzzedRequest): unknown {
  return { ...request, body: body instanceof Uint8Array ? Array.from(body.slice(0, 40)) : body };
}
