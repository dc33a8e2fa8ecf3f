import type { WatchedAlert } from '../../../alerts/index.js';
import { invariant, openChild, refuse, refuseUnknown, type Fields } from '../../../errors/index.js';
import type { AlertState, Writable } from '../../../wire/index.js';
import { copyJson } from '../../encode/copy.js';
import { openInput } from '../../decode/input.js';
import { readAlert } from './read-alert.js';

/** An alert that is to be changed: as it is read, a copy of its document, and what else the call says. */
export type KnownAlert = {
  readonly input: Fields;
  readonly alert: WatchedAlert;
  readonly document: Writable<AlertState>;
};

/** Opens `{ alert, … }`; `more` are the keys of the change itself. */
export function openAlertCall(given: unknown, ...more: readonly string[]): KnownAlert {
  const input = openInput(given);
  refuseUnknown(input, ['alert', ...more]);
  const fields = openChild(input, 'alert');
  const alert = fields && readAlert(fields);
  refuse(input.issues);
  invariant(fields !== null && alert !== null, 'an input without errors is read');
  return { input, alert, document: copyJson(fields.value, fields.place) as Writable<AlertState> };
}
