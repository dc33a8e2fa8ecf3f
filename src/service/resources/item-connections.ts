import { isGiven, openEntries, report, requiredText, valueAt, wanting, type Fields } from '../../errors/index.js';
import type { ItemConnectionName, ItemExternalConnection } from '../../wire/index.js';

const connectionNames = [
  'stripe',
  'quickbooks',
  'bill.com',
  'netsuite',
  'taxjar',
  'avalara',
  'anrok',
  'numeral',
  'stripe_tax',
] as const satisfies readonly ItemConnectionName[];

/** The systems that an item is known to, each by its name there; null where the request says nothing of them. */
export function readConnections(fields: Fields): readonly ItemExternalConnection[] | null {
  const list = valueAt(fields, 'external_connections');
  if (!isGiven(list)) return null;
  if (!Array.isArray(list)) report(fields, 'external_connections', wanting(list, 'a list'));
  return openEntries(fields, 'external_connections', Array.isArray(list) ? list : []).map((entry) => {
    const given = valueAt(entry, 'external_connection_name');
    const external_connection_name = connectionNames.find((name) => name === given);
    if (external_connection_name === undefined) {
      report(entry, 'external_connection_name', wanting(given, connectionNames.join(', ')));
    }
    return {
      external_connection_name: external_connection_name ?? connectionNames[0],
      external_entity_id: requiredText(entry, 'external_entity_id'),
    };
  });
}
