import { describe, expect, it } from 'vitest';
import { existingRooms, read, rooms } from './sources.js';

describe('docs/architecture.md', () => {
  const text = read('docs/architecture.md');
  const mentioned = [...text.matchAll(/`src\/([\w-]+)\/?`/g)].map((match) => match[1] ?? '');

  it('names every room that exists, as `src/<room>`, and no other', () => {
    expect([...new Set(mentioned)].sort()).toEqual([...existingRooms()].sort());
  });

  it('names the rooms first in the order of imports', () => {
    const firstMentions = [...new Set(mentioned)];
    const inOrder = [...firstMentions].sort((a, b) => rooms.indexOf(a) - rooms.indexOf(b));
    expect(firstMentions).toEqual(inOrder);
  });
});
