import type { Ledger } from '../../../credits/index.js';
import { currencyOf } from '../../../currency/index.js';
import {
  isGiven,
  isTextList,
  openChild,
  optionalText,
  pathAtKey,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { readTimeZone, timeZone } from '../../../time/index.js';
import type { CreditLedger, Policies } from '../../../wire/index.js';
import { instantAt, objectsAt } from '../../decode/document-fields.js';
import { moneyRulesOf } from '../../decode/policies.js';
import { checkEntries } from './check-entries.js';
import { readLedgerAct } from './read-act.js';
import { readLedgerBlock } from './read-block.js';
import { readRecordedCharges } from './read-charges.js';
import { checkNamedEntries } from './named-entries.js';

/** A ledger that was read, beside the document it came from. */
export type LedgerReading = { readonly ledger: Ledger; readonly fields: Fields; readonly document: CreditLedger };

/** Reads `ledger`: the inputs that everything else in it follows from; its entries are checked, not trusted. */
export function readLedger(input: Fields, policies: Policies): LedgerReading | null {
  const fields = openChild(input, 'ledger');
  return fields && readLedgerDocument(fields, policies);
}

/** Reads a ledger wherever it stands. */
export function readLedgerDocument(fields: Fields, policies: Policies): LedgerReading {
  const faults = fields.issues.length;
  const zone = readTimeZone(valueAt(fields, 'timezone'), pathAtKey(fields, 'timezone'), fields.issues);
  // Blocks that follow from an entry made by hand, or from a charge, come about again.
  const blocks = objectsAt(fields, 'blocks').filter(
    (block) => !isGiven(valueAt(block, 'split_from')) && !isGiven(valueAt(block, 'writes_off')),
  );
  const ledger: Ledger = {
    customer_id: requiredText(fields, 'customer_id'),
    currency: currencyOf(requiredText(fields, 'currency'), moneyRulesOf(policies)),
    zone: zone ?? timeZone('UTC'),
    as_of: instantAt(fields, 'as_of'),
    blocks: blocks.map(readLedgerBlock),
    acts: objectsAt(fields, 'acts').map(readLedgerAct),
    charges: readRecordedCharges(fields),
    deleted: deletedIn(fields),
  };
  refuseRepeatedIds(fields, ledger);
  checkNamedEntries(fields);
  if (fields.issues.length === faults) checkEntries(fields);
  return { ledger, fields, document: fields.value as CreditLedger };
}

function deletedIn(fields: Fields): readonly string[] {
  const ids = valueAt(fields, 'deleted_blocks');
  if (!isGiven(ids)) return [];
  if (isTextList(ids)) return [...ids];
  report(fields, 'deleted_blocks', { code: 'invalid_type', message: `is ${shown(ids)}; give a list of ids of blocks` });
  return [];
}

function refuseRepeatedIds(fields: Fields, { blocks }: Ledger): void {
  const seen = new Set<string>();
  for (const { id } of blocks) {
    if (seen.has(id))
      report(fields, 'blocks', {
        code: 'inconsistent_history',
        message: `hold ${id} twice; each block has an id of its own`,
      });
    seen.add(id);
  }
}

/** The customer's own id for themselves, which documents mention. */
export function externalCustomer({ fields }: LedgerReading): string | null {
  return optionalText(fields, 'external_customer_id');
}
