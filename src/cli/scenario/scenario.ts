import type { DraftInvoiceInput, UsageByPrice } from '../../index.js';
import type { TimeZone } from '../../time/index.js';

/** A scenario that was read: what to bill, and where the usage comes from. */
export type Scenario = {
  /** The input of `draftInvoice`, without the usage. */
  readonly request: DraftInvoiceInput;
  readonly usage: ScenarioUsage;
};

/** Usage is either read from files or stated outright. */
export type ScenarioUsage =
  | { readonly kind: 'sources'; readonly sources: readonly UsageSource[]; readonly dedupe: boolean }
  | { readonly kind: 'by_price'; readonly by_price: UsageByPrice };

/** A file of usage. */
export type UsageSource = {
  /** Where to read it; empty if the scenario leaves it to `--usage`. */
  readonly path: string;
  /** What messages call it: the file as the scenario or the command line names it. */
  readonly name: string;
  /** Who named it, for the message that it is not there. */
  readonly named_by: string;
  /** How CSV rows become events; null for NDJSON. */
  readonly csv: CsvMapping | null;
};

/** How the rows of a CSV file become events. */
export type CsvMapping = {
  readonly delimiter: string;
  readonly timestamp: { readonly column: string; readonly zone: TimeZone };
  readonly event_name: { readonly constant: string } | { readonly column: string };
  /** Without one, a row's key is its file and line, so that no row repeats another. */
  readonly idempotency_key_column: string | null;
  readonly customer_id_column: string | null;
  readonly external_customer_id_column: string | null;
  readonly properties: readonly CsvProperty[];
  readonly constants: ReadonlyMap<string, string | number | boolean>;
};

/** A property that a column holds. */
export type CsvProperty = {
  readonly name: string;
  readonly column: string;
  readonly type: CsvType;
  /** Whether an empty cell means that the event lacks the property; it is a fault otherwise, unless a text. */
  readonly optional: boolean;
};

/** What a cell must be; a number stays the decimal text that it is, so that it stays exact. */
export type CsvType = 'string' | 'number' | 'boolean';

export const csvTypes: readonly CsvType[] = ['string', 'number', 'boolean'];
