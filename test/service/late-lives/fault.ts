import { play } from './play.js';
import type { LateLife } from './life.js';

type Played = Awaited<ReturnType<typeof play>>;

const kinds = ['invoices', 'ledgers', 'owed', 'messages', 'findings'] as const;

/** Plays a life with runs on time, and with others; what differs in the end, or null. */
export async function faultIn(life: LateLife): Promise<string | null> {
  const wanted = await play(life, 'on time');
  const found = wanted.findings.map((finding) => `on time: ${finding}`);
  for (const running of ['late', 'late and failing'] as const) {
    const differences = differencesOf(await play(life, running), wanted);
    found.push(...differences.map((text) => `${running}, ${text}`));
  }
  return found.length === 0 ? null : found.join('\n');
}

function differencesOf(had: Played, wanted: Played): readonly string[] {
  return kinds.flatMap((kind) => {
    const [have, want] = [[...had[kind]].sort(), [...wanted[kind]].sort()];
    if (have.join('\n') === want.join('\n')) return [];
    const [more, less] = [have.filter((one) => !want.includes(one)), want.filter((one) => !have.includes(one))];
    return [`${kind}, ${have.length} and ${want.length}: ${more.join('\n  ')}\n in place of\n  ${less.join('\n  ')}`];
  });
}
