import type { CreditLedger, License, LicenseType } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept } from '../kept/documents.js';
import { licensesBy } from '../resources/licenses.js';

/** The licences of a subscription and their types, as computations take them. */
export type Licensing = {
  readonly licenses?: readonly License[];
  readonly license_types?: readonly LicenseType[];
};

/** Who holds licences of a subscription; nothing where no ledger has credits of a licence, as of most customers. */
export async function licensingOf(
  call: Call,
  subscription_id: string,
  ledgers: readonly CreditLedger[],
): Promise<Licensing> {
  if (!holdLicensed(ledgers)) return {};
  const licenses = await licensesBy(call, subscription_id);
  const license_types: LicenseType[] = [];
  for (const id of new Set(licenses.map(({ license_type_id }) => license_type_id))) {
    license_types.push((await needKept(call, 'license_type', id)).document);
  }
  return { licenses, license_types };
}

/** Whether some credits are those of a licence. */
function holdLicensed(ledgers: readonly CreditLedger[]): boolean {
  return ledgers.some(({ blocks }) => blocks.some(({ license_id }) => license_id !== null));
}
