import type { Fields } from '../../../../errors/index.js';
import { licensedTypeOf, type LicensedType, type Licensing } from '../../../credits/decode/licensing.js';
import { licenseUsageAt, openLicenseUsage } from '../../../usage/decode/given-license-usage.js';
import { currencyOfPrice } from '../invoice-currency.js';
import type { BilledSubscription } from './billed-subscription.js';
import { keyOf, namesIn } from './named-usage.js';
import type { ServiceLine } from './service-lines.js';

/** Whose usage is read, and who of them may hold licences. */
export type UsageTerms = { readonly billed: BilledSubscription; readonly licensing: Licensing | null };

/** Lines, each with the type of licences that may pay for it. */
export type LicensedLines = ReadonlyMap<ServiceLine, LicensedType>;

const nobodyLicensed: LicensedLines = /*#__PURE__*/ new Map();

/** The lines of which credits of licences may pay a part, with the type of these. */
export function licensedTypes(lines: readonly ServiceLine[], { billed, licensing }: UsageTerms): LicensedLines {
  if (licensing === null) return nobodyLicensed;
  const { currency, rules } = billed;
  return new Map(
    lines.flatMap((line) => {
      const { code } = currencyOfPrice(line.price, currency, rules);
      const type = licensedTypeOf(line.price.document, code, licensing);
      return type === null ? [] : [[line, type] as const];
    }),
  );
}

/** What the caller measured of lines by who used it. */
export function givenByLicense(
  input: Fields,
  lines: readonly ServiceLine[],
  billed: BilledSubscription,
): ReadonlyMap<ServiceLine, Fields> {
  const given = openLicenseUsage(input, () => namesIn(billed));
  if (given === null) return new Map();
  return new Map(
    lines.flatMap((line) => {
      const key = keyOf(given, line, lines);
      const entry = key === null ? null : licenseUsageAt(given, key);
      return entry === null ? [] : [[line, entry] as const];
    }),
  );
}
