import { readFileSync } from 'node:fs';
import { drawTimeline, type TimelineSubscription } from 'reckoner';
import { expect, it } from 'vitest';

const folder = new URL('../../docs/guides/billing-cycles/', import.meta.url);

// After a change of how timelines look: draw it anew, and look at it before it goes into the guide.
it('the picture of the guide is what its document is drawn as', () => {
  const subscription = JSON.parse(readFileSync(new URL('subscription.json', folder), 'utf8')) as TimelineSubscription;
  const shown = readFileSync(new URL('timeline.svg', folder), 'utf8');
  expect(drawTimeline(subscription, { at: '2026-06-09' })).toBe(shown.trimEnd());
});
