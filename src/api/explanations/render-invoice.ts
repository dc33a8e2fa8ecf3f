import {
  invariant,
  isGiven,
  isObject,
  isTextList,
  openChild,
  openFields,
  optionalText,
  pathAtKey,
  placeOf,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { renderPage, type PageInvoice, type PageSettings, type Party } from '../../pictures/index.js';
import { readTimeZone } from '../../time/index.js';
import type { Address, InvoiceInput, InvoiceWorkings } from '../../wire/index.js';
import { documentAt } from '../decode/document.js';
import { optionalChoiceAt } from '../decode/document-fields.js';
import { readRecordedInvoice } from '../invoices/decode/recorded-invoice.js';
import { invoiceShape } from '../decode/shapes/invoice.js';
import { checkNested } from '../decode/nested-shape.js';
import { explainedLines, shownHeading } from '../decode/shapes/explained-lines.js';
import { invoiceWorkings } from '../decode/shapes/workings.js';

/** A party as a page's letterhead or address shows it. */
export type PartyInput = { readonly name: string; readonly lines?: readonly string[] | undefined };

/** What `renderInvoice` can be told beside the invoice. */
export type RenderInvoiceOptions = {
  /** Who bills; no letterhead unless given. */
  readonly issuer?: PartyInput | undefined;
  /** Who is billed; the customer's id and billing address unless given. */
  readonly recipient?: PartyInput | undefined;
  /** The IANA zone in which dates are written: the workings' unless given, else UTC. */
  readonly timezone?: string | undefined;
  /** Whether the derivations of the lines are folded (the default), unfolded, or left out. */
  readonly derivations?: 'closed' | 'open' | 'omit' | undefined;
};

/** An invoice with the record it was folded from, or a bare document. */
export type RenderableInvoice = { readonly invoice: InvoiceInput; readonly workings: InvoiceWorkings } | InvoiceInput;

/**
 * Writes an invoice as one self-contained HTML page: accessible tables, every line's derivation to unfold, light and dark,
 * made for paper as well. There is no script in it and nothing is loaded; every text is escaped.
 *
 * Amounts are those of the document. A bare invoice explains itself as far as its rows go.
 *
 * @returns the page, from its doctype to its end
 * @throws `invalid_type`, `missing_field`, `invalid_decimal`, `invalid_instant` for a document that cannot be read;
 * `unknown_timezone`
 * @example
 * ```ts
 * import { draftInvoice, renderInvoice } from 'reckoner';
 *
 * const draft = draftInvoice({
 *   customer: { id: 'acme', currency: 'USD', timezone: 'America/New_York' },
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const page = renderInvoice(draft, { issuer: { name: 'Example Inc.' } });
 * page.includes('How Seats comes to 60.00'); // → true
 * ```
 */
export function renderInvoice(result: RenderableInvoice, options: RenderInvoiceOptions = {}): string {
  const reading = { issues: [], watch: null };
  const given = openFields(options, placeOf('options'), reading);
  const document = openDocument(result, reading);
  const settings = given && document && readSettings(given, document);
  refuse(reading.issues);
  invariant(settings !== null, 'an invoice without errors is read');
  return renderPage(document as Document, settings);
}

type Document = PageInvoice & { readonly fields: Fields };

/** Opens the invoice and reads it through: what the page shows has to be what it claims to be. */
function openDocument(result: unknown, reading: Pick<Fields, 'issues' | 'watch'>): Document | null {
  const drafted = isObject(result) && Object.hasOwn(result, 'invoice');
  const fields = openFields(drafted ? result['invoice'] : result, placeOf('invoice'), reading);
  if (fields === null) return null;
  readRecordedInvoice(fields, { rounding: 'half_up', minor_units: ownPlaces(fields) });
  if (reading.issues.length === 0) for (const shape of [explainedLines, shownHeading]) checkNested(fields, shape);
  const invoice = documentAt(fields, invoiceShape, 0);
  const workings = drafted ? readWorkings(result['workings'], reading) : null;
  return invoice && { invoice, workings, fields };
}

function readWorkings(given: unknown, reading: Pick<Fields, 'issues' | 'watch'>): InvoiceWorkings | null {
  const fields = isGiven(given) ? openFields(given, placeOf('workings'), reading) : null;
  if (fields === null) return null;
  const faults = reading.issues.length;
  checkNested(fields, invoiceWorkings);
  return reading.issues.length > faults ? null : (given as InvoiceWorkings);
}

/** The document shows its minor unit itself; whether its currency is known matters to no page. */
function ownPlaces(fields: Fields): ReadonlyMap<string, number> {
  const { currency, total } = fields.value;
  return typeof currency === 'string' && typeof total === 'string'
    ? new Map([[currency, total.split('.')[1]?.length ?? 0]])
    : new Map<string, number>();
}

function readSettings(options: Fields, { invoice, workings }: Document): PageSettings {
  refuseUnknown(options, ['issuer', 'recipient', 'timezone', 'derivations']);
  const timezone = optionalText(options, 'timezone') ?? workings?.timezone ?? 'UTC';
  readTimeZone(timezone, pathAtKey(options, 'timezone'), options.issues);
  return {
    issuer: readParty(options, 'issuer'),
    recipient: readParty(options, 'recipient') ?? billedParty(invoice),
    timezone,
    derivations: optionalChoiceAt(options, 'derivations', ['closed', 'open', 'omit']) ?? 'closed',
    back: null,
  };
}

function readParty(options: Fields, key: string): Party | null {
  const party = isGiven(valueAt(options, key)) ? openChild(options, key) : null;
  if (party === null) return null;
  refuseUnknown(party, ['name', 'lines']);
  const lines = valueAt(party, 'lines') ?? [];
  if (!isTextList(lines)) report(party, 'lines', wanting(lines, 'a list of texts'));
  return { name: requiredText(party, 'name'), lines: isTextList(lines) ? lines : [] };
}

/** The customer as the invoice knows one: an id, and an address where it has one. */
function billedParty({ customer, billing_address: address }: InvoiceInput): Party {
  const { line1, line2, city, state, postal_code, country } = address ?? nowhere;
  const town = [city, state, postal_code].filter((part) => isGiven(part) && part !== '').join(' ');
  const lines = [line1, line2, town, country].filter((line): line is string => typeof line === 'string' && line !== '');
  return { name: customer.external_customer_id ?? customer.id, lines };
}

const nowhere: Address = { line1: null, line2: null, city: null, state: null, postal_code: null, country: null };
