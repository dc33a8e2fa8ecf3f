import { describe, expect, it } from 'vitest';
import { startClient } from './backend.js';
import { startJudge } from './judge.js';
import { methodsOf, noteCalls } from './methods.js';
import { ports } from './ports.js';
import {
  alertStory,
  changeStory,
  creditStory,
  eventStory,
  invoiceStory,
  licenseStory,
  reportStory,
} from './more-stories.js';
import { catalogStory, subscriptionStory } from './stories.js';

describe('the official client', () => {
  it('has every one of its methods answered, as the API description has it', async () => {
    const judge = startJudge();
    const backend = startClient('2026-01-01T00:00:00Z', { watch: judge.watch, service: ports });
    const called = noteCalls(backend.client);
    const shop = await catalogStory(backend);
    const subscription = await subscriptionStory(backend, shop);
    await eventStory(backend);
    await reportStory(backend, shop, subscription);
    await invoiceStory(backend, shop, subscription);
    await creditStory(backend, shop);
    await alertStory(backend, shop, subscription);
    await licenseStory(backend, subscription);
    await changeStory(backend, subscription);
    expect(backend.failures).toEqual([]);
    expect(judge.faults).toEqual([]);
    expect(methodsOf(backend.client)).toHaveLength(144);
    expect(methodsOf(backend.client).filter((name) => !called.has(name))).toEqual([]);
  });
});
