import type { LicenseTerm } from '../../../credits/index.js';
import { isGiven, report, requiredText, shown, valueAt, type Fields } from '../../../errors/index.js';
import { instantOfMillis, type TimeZone } from '../../../time/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { readLicense } from './license.js';
import { namedLicenseType } from './named-license-type.js';
import type { LedgerReading } from './read-ledger.js';

/** The licences of one type, and the event property that names their holders. */
export type LicensedType = {
  readonly grouping_key: string;
  /** By external id, each in the order in which they began. */
  readonly licenses: ReadonlyMap<string, readonly LicenseTerm[]>;
};

/** Who holds licences whose own credits may pay. */
export type Licensing = {
  readonly types: ReadonlyMap<string, LicensedType>;
  /** Currencies of ledgers that hold a licence's own credits. */
  readonly currencies: ReadonlySet<string>;
};

/** Whose licences count, and what they are read by. */
export type LicensingTerms = {
  readonly zone: TimeZone;
  /** Those of other subscriptions do not count; null: all count. */
  readonly subscription_id: string | null;
  readonly ledgers: readonly LedgerReading[];
};

/** Reads `license_types` and `licenses`; null where no ledger holds credits of a licence, so that it makes no difference. */
export function readLicensing(input: Fields, { zone, subscription_id, ledgers }: LicensingTerms): Licensing | null {
  const types = readTypes(input);
  for (const fields of objectsAt(input, 'licenses')) {
    const license = readLicense(fields, { zone, from: instantOfMillis(0) });
    const external_id = requiredText(fields, 'external_license_id');
    const type = types.get(license.license_type_id);
    if (type === undefined) reportType(fields, license.license_type_id);
    else if (isOf(subscription_id, fields)) addTo(type, external_id, license);
  }
  const held = ledgers.filter(({ ledger }) => ledger.blocks.some(({ license_id }) => license_id !== null));
  if (types.size === 0 || held.length === 0) return null;
  // So that the order in which licences are listed never matters (L3).
  for (const { licenses } of types.values()) for (const turns of licenses.values()) turns.sort(inTurn);
  return { types, currencies: new Set(held.map(({ ledger }) => ledger.currency.code)) };
}

/** Whether a licence is of the subscription; one that names none is. */
function isOf(subscription_id: string | null, license: Fields): boolean {
  const own = valueAt(license, 'subscription_id');
  return subscription_id === null || !isGiven(own) || own === subscription_id;
}

function addTo({ licenses }: ReadType, external_id: string, license: LicenseTerm): void {
  const turns = licenses.get(external_id);
  if (turns === undefined) licenses.set(external_id, [license]);
  else turns.push(license);
}

function inTurn(a: LicenseTerm, b: LicenseTerm): number {
  return a.start - b.start || (a.id < b.id ? -1 : 1);
}

type ReadType = { readonly grouping_key: string; readonly licenses: Map<string, LicenseTerm[]> };

function readTypes(input: Fields): ReadonlyMap<string, ReadType> {
  const types = new Map<string, ReadType>();
  for (const fields of objectsAt(input, 'license_types')) {
    const id = requiredText(fields, 'id');
    if (types.has(id)) {
      const message = `repeats the licence type ${shown(id)}; give each once`;
      report(fields, 'id', { code: 'invalid_reference', message });
    }
    types.set(id, { grouping_key: requiredText(fields, 'grouping_key'), licenses: new Map() });
  }
  return types;
}

function reportType(license: Fields, id: string): void {
  const message = `is ${shown(id)}, which license_types does not hold; add it, so that it is known whose usage is whose`;
  report(license, 'license_type_id', { code: 'invalid_reference', message });
}

/** The licence type by which the usage of a price is told apart: its own, else the only one there is; null: none. */
export function licensedTypeOf(price: object, currency: string, licensing: Licensing | null): LicensedType | null {
  if (licensing === null || !licensing.currencies.has(currency)) return null;
  const { types } = licensing;
  const own = namedLicenseType(price);
  if (own !== null) return types.get(own) ?? null;
  const [only] = types.values();
  return types.size === 1 && only !== undefined ? only : null;
}
