import type { AccountStore } from '../repository/index.js';
import { deliverWebhooks, type WebhookDelivery } from '../rest/index.js';
import { formatInstant, parseInstant, shiftInstant } from '../time/index.js';
import { expectSame } from './expectation.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

const names = ['one', 'two', 'three', 'four', 'five'];
const endpoints = [{ url: 'https://receiver.test/webhooks', secret: 'shared' }];
const second = 1000;
// More than any law sends.
const mostSent = 20;

/** What every repository does when several processes deliver one outbox. */
export function outboxLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'of deliveries at once, one sends each message, once and in order', async (store, { other }) => {
      const scene = openScene();
      await fill(store);
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => scene.deliver(store)));
      expectSame(scene.received, names, 'what was sent');
      const shares = outcomes.map(({ delivered }) => delivered).sort((a, b) => a - b);
      expectSame(shares, [0, 0, 0, names.length], 'by whom');
      expectSame((await store.readOutbox(9)).length, 0, 'what is left');
      await fill(other);
      expectSame((await scene.deliver(other)).delivered, names.length, 'the other account');
    }),
    law(create, 'a delivery that stood still is taken over, and takes nothing that is another’s', async (store) => {
      const scene = openScene();
      await fill(store);
      const waiting: (() => void)[] = [];
      const stopped = await new Promise<{ readonly end: Promise<WebhookDelivery> }>((resolve) => {
        const end = scene.deliver(store, async () => {
          resolve({ end });
          await new Promise<void>((done) => waiting.push(done));
        });
        // Where nothing was sent there is nothing to wait for.
        end.finally(() => resolve({ end })).catch(() => {});
      });
      // A message of 5 s, 10 s for clocks, and 30 s in which nothing is written.
      scene.pass(44 * second);
      expectSame((await scene.deliver(store)).held_elsewhere, true, 'before its time is over');
      scene.pass(second);
      const { delivered, held_elsewhere } = await scene.deliver(store);
      expectSame([delivered, held_elsewhere], [names.length, false], 'once its time is over');
      waiting.forEach((goOn) => goOn());
      const outcome = await stopped.end;
      expectSame([outcome.delivered, outcome.held_elsewhere], [1, true], 'when it goes on');
      expectSame(scene.received, ['one', ...names], 'what was sent');
    }),
    law(create, 'a delivery that takes long keeps its outbox', async (store) => {
      const scene = openScene();
      await fill(store);
      const others: boolean[] = [];
      const outcome = await scene.deliver(store, async () => {
        scene.pass(20 * second);
        others.push((await scene.deliver(store)).held_elsewhere);
      });
      expectSame(outcome.delivered, names.length, 'what it delivered');
      expectSame([scene.received, others], [names, names.map(() => true)], 'in its turn');
    }),
  ];
}

/** A clock that stands until time passes, and a receiver of all that is sent. */
function openScene() {
  let at = parseInstant('2026-03-01T00:00:00Z');
  const received: string[] = [];
  const deliver = (store: AccountStore, whenTaken?: () => Promise<void>): Promise<WebhookDelivery> =>
    deliverWebhooks({
      store,
      endpoints,
      now: () => formatInstant(at),
      fetch: async (_, init) => {
        const { item } = JSON.parse(typeof init?.body === 'string' ? init.body : '') as {
          readonly item: { readonly id: string };
        };
        received.push(item.id);
        if (received.length > mostSent) throw new Error('messages come back although they were acknowledged');
        await whenTaken?.();
        return new Response(null, { status: 204 });
      },
    });
  return { received, deliver, pass: (millis: number) => (at = shiftInstant(at, millis)) };
}

async function fill(store: AccountStore): Promise<void> {
  const messages = names.map((id) => ({ kind: 'item_created', item: { id, name: id } }));
  await store.transaction((transaction) => transaction.appendMessages(messages));
}
