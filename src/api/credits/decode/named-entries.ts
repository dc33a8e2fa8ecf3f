import { optionalText, report, requiredText, type Fields } from '../../../errors/index.js';
import { objectsAt } from '../../decode/document-fields.js';

/** Checks the ids that entries had elsewhere: each is a text of its own. */
export function checkNamedEntries(fields: Fields): void {
  const seen = new Set<string>();
  for (const entry of objectsAt(fields, 'named_entries')) {
    for (const key of ['entry_type', 'date', 'amount']) requiredText(entry, key);
    for (const key of ['block_id', 'price_id', 'invoice_id']) optionalText(entry, key);
    const id = requiredText(entry, 'id');
    if (seen.has(id)) {
      const message = `is ${id}, which another entry is called as well; each entry has an id of its own`;
      report(entry, 'id', { code: 'inconsistent_history', message });
    }
    seen.add(id);
  }
}
