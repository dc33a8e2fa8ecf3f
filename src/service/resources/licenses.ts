import { fail, optionalText, refuse, requiredText } from '../../errors/index.js';
import {
  formatInstant,
  localDate,
  localDay,
  localMidnight,
  parseBoundary,
  parseInstant,
  timeZone,
  type Instant,
  type TimeZone,
} from '../../time/index.js';
import type { License, LicenseType, Optional, Page } from '../../wire/index.js';
import { openBody } from '../body.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept, listKept, mapPage, pageOf, type PageParams } from '../kept/pages.js';
import { refuseDuplicate, refuseMissing, refuseState } from '../refusals.js';

type LicenseParams = { readonly license_id: string };
type ExternalParams = {
  readonly external_license_id: string;
  readonly subscription_id: string;
  readonly license_type_id: string;
};
type NewLicense = ExternalParams & Optional<{ start_date: string; end_date: string }>;

export async function createLicenseType(
  call: Call,
  { body }: { readonly body: Omit<LicenseType, 'id'> },
): Promise<LicenseType> {
  const fields = openBody(body);
  const document: LicenseType = {
    id: call.newId('license_type'),
    name: requiredText(fields, 'name'),
    grouping_key: requiredText(fields, 'grouping_key'),
  };
  refuse(fields.issues);
  return (await writeKept(call, 'license_type', { document, aside: undefined })).document;
}

export async function fetchLicenseType(
  call: Call,
  { license_type_id }: { readonly license_type_id: string },
): Promise<LicenseType> {
  return (await needKept(call, 'license_type', license_type_id)).document;
}

export async function listLicenseTypes(call: Call, params: PageParams): Promise<Page<LicenseType>> {
  const page = await listKept(call, { kind: 'license_type', order: 'oldest_first' }, params);
  return mapPage(page, ({ document }) => document);
}

/** A licence runs from the local start of its first day; nobody holds two of a type at one time. */
export async function createLicense(call: Call, { body }: { readonly body: NewLicense }): Promise<License> {
  const fields = openBody(body);
  const named = {
    subscription_id: requiredText(fields, 'subscription_id'),
    license_type_id: requiredText(fields, 'license_type_id'),
    external_license_id: requiredText(fields, 'external_license_id'),
  };
  refuse(fields.issues);
  await needKept(call, 'license_type', named.license_type_id);
  const zone = timeZone(await timezoneOf(call, named.subscription_id));
  const today = localMidnight(zone, localDate(zone, parseInstant(call.at)));
  const startText = optionalText(fields, 'start_date');
  const endText = optionalText(fields, 'end_date');
  const start = startText === null ? today : startOf(startText, zone, 'body.start_date');
  const end = endText === null ? null : startOf(endText, zone, 'body.end_date');
  if (end !== null && end <= start)
    fail('body.end_date', 'invalid_interval', 'is not after start_date; give a later one');
  const document: License = {
    id: call.newId('license'),
    ...named,
    status: 'active',
    start_date: formatInstant(start),
    end_date: end === null ? null : formatInstant(end),
  };
  await refuseSecond(call, document, 'body.external_license_id');
  return statusNow(call, (await writeKept(call, 'license', { document, aside: undefined })).document);
}

export async function fetchLicense(call: Call, { license_id }: LicenseParams): Promise<License> {
  return statusNow(call, (await needKept(call, 'license', license_id)).document);
}

/** The licence of an external id that is in force now, or else the latest. */
export async function fetchLicenseByExternalId(call: Call, params: ExternalParams): Promise<License> {
  const own = (await licensesBy(call, params.subscription_id)).filter(
    (license) =>
      license.external_license_id === params.external_license_id && license.license_type_id === params.license_type_id,
  );
  const current = own.find(({ status }) => status === 'active') ?? own.at(-1);
  return current ?? refuseMissing('license', params.external_license_id);
}

export async function listLicenses(
  call: Call,
  params: PageParams & {
    readonly subscription_id: string;
    readonly license_type_id?: string | null;
    readonly external_license_id?: string | null;
    readonly status?: License['status'] | null;
  },
): Promise<Page<License>> {
  const { license_type_id, external_license_id, status } = params;
  const listed = (await licensesBy(call, params.subscription_id)).filter(
    (license) =>
      (license_type_id ?? license.license_type_id) === license.license_type_id &&
      (external_license_id ?? license.external_license_id) === license.external_license_id &&
      (status ?? license.status) === license.status,
  );
  return pageOf([...listed].reverse(), params);
}

/** Ends a licence at the local start of a given day, or else at the end of today (§8.6). */
export async function deactivateLicense(
  call: Call,
  { license_id, body }: LicenseParams & { readonly body?: Optional<{ end_date: string }> | null },
): Promise<License> {
  const kept = await needKept(call, 'license', license_id);
  const fields = openBody(body);
  const given = optionalText(fields, 'end_date');
  refuse(fields.issues);
  const zone = timeZone(await timezoneOf(call, kept.document.subscription_id));
  const today = localDay(zone, parseInstant(call.at));
  const end = given === null ? today.end : startOf(given, zone, 'body.end_date');
  if (end < parseInstant(kept.document.start_date)) {
    fail('body.end_date', 'invalid_interval', `is before the licence begins, ${kept.document.start_date}`);
  }
  if (endOf(kept.document) <= parseInstant(call.at)) refuseState('license', license_id, 'has ended already');
  const document = { ...kept.document, end_date: formatInstant(end) };
  await refuseSecond(call, document, 'body.end_date');
  return statusNow(call, (await writeKept(call, 'license', { ...kept, document })).document);
}

/** A subscription's licences as they stand now. */
export async function licensesBy(call: Call, subscription_id: string): Promise<readonly License[]> {
  await needKept(call, 'subscription', subscription_id);
  const licenses = await allKept(call, 'license', `subscription:${subscription_id}`);
  return licenses.map(({ document }) => statusNow(call, document));
}

/** Whose usage a day's is has to be one licence's. */
async function refuseSecond(call: Call, license: License, path: string): Promise<void> {
  const known = await licensesBy(call, license.subscription_id);
  const isSecond = known.some(
    (one) =>
      one.id !== license.id &&
      one.license_type_id === license.license_type_id &&
      one.external_license_id === license.external_license_id &&
      isTogether(one, license),
  );
  if (isSecond) refuseDuplicate(path, 'license', license.external_license_id);
}

/** Half-open: one may begin as the other ends; one that ends as it begins is never in force. */
function isTogether(a: License, b: License): boolean {
  const start = Math.max(parseInstant(a.start_date), parseInstant(b.start_date));
  return start < Math.min(endOf(a), endOf(b));
}

function endOf({ end_date }: License): number {
  return end_date === null ? Infinity : parseInstant(end_date);
}

/** The local midnight with which a given day begins. */
function startOf(given: string, zone: TimeZone, path: string): Instant {
  return localDay(zone, parseBoundary(given, zone, path)).start;
}

/** `[start, end)`: active from its first day on, and no more on the day of its end. */
function statusNow({ at }: Call, license: License): License {
  const now = parseInstant(at);
  const isActive = parseInstant(license.start_date) <= now && now < endOf(license);
  return { ...license, status: isActive ? 'active' : 'inactive' };
}

async function timezoneOf(call: Call, subscription_id: string): Promise<string> {
  const { document } = await needKept(call, 'subscription', subscription_id);
  return (await needKept(call, 'customer', document.customer.id)).document.timezone;
}
