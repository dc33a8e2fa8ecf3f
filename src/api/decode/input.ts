import { invariant, openFields, placeOf, refuse, type Fields } from '../../errors/index.js';

/** Opens the one argument of a function; anything but an object is refused at once, because nothing else can be read. */
export function openInput(input: unknown): Fields {
  const reading = { issues: [], watch: null };
  const fields = openFields(input, placeOf(''), reading);
  refuse(reading.issues);
  invariant(fields !== null, 'an input without errors is open');
  return fields;
}
