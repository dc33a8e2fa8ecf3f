import type { TimelineSubscription } from 'reckoner';
import { expectTypeOf, it } from 'vitest';
import type { Subscription } from '../../src/wire/index.js';

it('takes a whole subscription as it was fetched', () => {
  expectTypeOf<Subscription>().toExtend<TimelineSubscription>();
});
