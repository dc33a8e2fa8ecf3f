import type { ImportCounts, ImportNote, ImportReport } from '../../service/index.js';
import { groupDigits } from '../table/digits.js';

/** How many notes of each outcome are shown; the rest is counted. */
const mostNotes = 10;

const words: readonly (readonly [Exclude<keyof ImportCounts, 'kind' | 'read'>, string])[] = [
  ['created', 'stored'],
  ['unchanged', 'unchanged'],
  ['replaced', 'replaced'],
  ['kept', 'other than stored, and left'],
  ['passed_over', 'passed over'],
];

/** What was stored, kind by kind, and what there is to know about single lines. */
export function describeImport({ kinds, notes, notes_left_off }: ImportReport, mode: 'store' | 'rehearse'): string {
  const heading = mode === 'store' ? [] : ['A rehearsal: nothing was stored.'];
  const lines = kinds.length === 0 ? ['The files have no documents.'] : kinds.map(describeKind);
  const left_off = notes_left_off === 0 ? [] : [`and ${groupDigits(String(notes_left_off))} more notes`];
  return [...heading, ...lines, ...describeNotes(notes), ...left_off, ''].join('\n');
}

/** `customer: 12 read, 10 stored, 2 unchanged`: the outcomes that there were. */
function describeKind(counts: ImportCounts): string {
  const said = words.filter(([outcome]) => counts[outcome] > 0);
  const parts = said.map(([outcome, word]) => `${groupDigits(String(counts[outcome]))} ${word}`);
  return `${counts.kind}: ${[`${groupDigits(String(counts.read))} read`, ...parts].join(', ')}`;
}

function describeNotes(notes: readonly ImportNote[]): readonly string[] {
  const outcomes = [...new Set(notes.map(({ outcome }) => outcome))];
  return outcomes.flatMap((outcome) => {
    const those = notes.filter((note) => note.outcome === outcome);
    const shown = those.slice(0, mostNotes).map(({ place, message }) => `  ${place}: ${message}`);
    const more = those.length - shown.length;
    return more > 0 ? [...shown, `  and ${groupDigits(String(more))} more`] : shown;
  });
}
