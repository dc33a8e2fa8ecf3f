import { CommandRefusal } from './refusal.js';
import { readPlace, type StorePlace } from './server/open-store.js';

export type InvoiceOptions = {
  /** Files that take the place of the scenario's. */
  readonly usage_files: readonly string[];
  readonly format: 'table' | 'json';
  readonly explain: boolean;
  /** Whether a rejected usage row refuses the whole run. */
  readonly strict: boolean;
};

export type QuoteOptions = {
  /** Files of recorded events, one JSON document per line. */
  readonly usage_files: readonly string[];
  readonly format: 'table' | 'json';
  readonly explain: boolean;
};

export type CurveOptions = {
  /** The id of a price of the document; null: the document is the price, or its only one. */
  readonly price: string | null;
  readonly from: string;
  readonly to: string;
  readonly grouping_values: readonly string[];
  /** Where the picture goes; null: to where text goes. */
  readonly out: string | null;
  readonly format: 'svg' | 'json';
};

export type SimulateOptions = {
  /** A file of customers that takes the place of the scenario's. */
  readonly customers: string | null;
  readonly format: 'table' | 'json';
};

export type ServeOptions = {
  readonly place: StorePlace;
  readonly host: string;
  /** 0 leaves the choice to the system. */
  readonly port: number;
  /** Whether the key that is kept goes on counting. */
  readonly key: 'kept' | 'new';
  /** Who is told of what happens, and the file with the secret that signs it; null: nobody. */
  readonly webhooks: { readonly urls: readonly string[]; readonly secret_file: string } | null;
  /** Where customers reach the server, and the file with the secret that signs their links; null: there are no links. */
  readonly portal: { readonly url: string; readonly secret_file: string } | null;
};

export type RunOptions = {
  readonly place: StorePlace;
  readonly until: string;
  readonly format: 'text' | 'json';
};

export type ImportOptions = {
  readonly place: StorePlace;
  /** What is done with a document that is stored and says something else. */
  readonly changed: 'keep' | 'replace';
  readonly mode: 'store' | 'rehearse';
  readonly format: 'text' | 'json';
};

export type AuditOptions = {
  readonly place: StorePlace;
  /** Whether issued invoices are computed again. */
  readonly invoices: 'as_stored' | 'recomputed';
  readonly format: 'text' | 'json';
};

/** The options as the command line gives them. */
export type OptionValues = {
  readonly usage?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly explain?: boolean | undefined;
  readonly strict?: boolean | undefined;
  readonly price?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly group?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly customers?: string | undefined;
  readonly db?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly 'new-key'?: boolean | undefined;
  readonly webhook?: readonly string[] | undefined;
  readonly 'webhook-secret'?: string | undefined;
  readonly 'portal-url'?: string | undefined;
  readonly 'portal-secret'?: string | undefined;
  readonly until?: string | undefined;
  readonly changed?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly recompute?: boolean | undefined;
};

const usualPlace = 'sqlite:reckoner.db';
// Only this machine reaches it: a key that travels in the clear is for no network.
const usualHost = '127.0.0.1';
const usualPort = '4242';

/** The options that each command takes, beside help and version. */
export const optionsOf = {
  invoice: ['usage', 'json', 'explain', 'strict'],
  quote: ['usage', 'json', 'explain'],
  compare: ['usage', 'json'],
  curve: ['price', 'from', 'to', 'group', 'out', 'json'],
  simulate: ['customers', 'json'],
  serve: ['db', 'host', 'port', 'new-key', 'webhook', 'webhook-secret', 'portal-url', 'portal-secret'],
  run: ['until', 'db', 'json'],
  import: ['db', 'changed', 'dry-run', 'json'],
  audit: ['db', 'recompute', 'json'],
};

/** Reads the options of each command. */
export const readOptions = {
  invoice: (values: OptionValues): InvoiceOptions => ({ ...readOptions.quote(values), strict: values.strict === true }),
  quote: ({ usage = [], json, explain }: OptionValues): QuoteOptions => ({
    usage_files: usage,
    format: json === true ? 'json' : 'table',
    explain: explain === true,
  }),
  curve: (values: OptionValues, hint: string): CurveOptions => {
    const { to } = values;
    if (to === undefined) throw new CommandRefusal(`say up to which quantity: --to 1000 (${hint})`);
    return {
      price: values.price ?? null,
      from: values.from ?? '0',
      to,
      grouping_values: values.group ?? [],
      out: values.out ?? null,
      format: values.json === true ? 'json' : 'svg',
    };
  },
  simulate: ({ customers, json }: OptionValues): SimulateOptions => ({
    customers: customers ?? null,
    format: json === true ? 'json' : 'table',
  }),
  serve: (values: OptionValues, hint: string): ServeOptions => ({
    place: readPlace(values.db ?? usualPlace, hint),
    host: values.host ?? usualHost,
    port: readPort(values.port ?? usualPort, hint),
    key: values['new-key'] === true ? 'new' : 'kept',
    webhooks: readWebhooks(values, hint),
    portal: readPortal(values, hint),
  }),
  run: (values: OptionValues, hint: string): RunOptions => {
    const { until } = values;
    if (until === undefined) throw new CommandRefusal(`say up to when: --until 2026-04-01T00:00:00Z (${hint})`);
    return {
      place: readPlace(values.db ?? usualPlace, hint),
      until,
      format: values.json === true ? 'json' : 'text',
    };
  },
  import: (values: OptionValues, hint: string): ImportOptions => ({
    place: readPlace(values.db ?? usualPlace, hint),
    changed: readChanged(values.changed ?? 'keep', hint),
    mode: values['dry-run'] === true ? 'rehearse' : 'store',
    format: values.json === true ? 'json' : 'text',
  }),
  audit: (values: OptionValues, hint: string): AuditOptions => ({
    place: readPlace(values.db ?? usualPlace, hint),
    invoices: values.recompute === true ? 'recomputed' : 'as_stored',
    format: values.json === true ? 'json' : 'text',
  }),
};

function readChanged(text: string, hint: string): ImportOptions['changed'] {
  if (text === 'keep' || text === 'replace') return text;
  throw new CommandRefusal(`--changed is ${JSON.stringify(text)}; give keep or replace (${hint})`);
}

function readWebhooks(values: OptionValues, hint: string): ServeOptions['webhooks'] {
  const { webhook: urls = [], 'webhook-secret': secret_file } = values;
  const wrong = urls.find((url) => !isAddress(url));
  if (wrong !== undefined) throw new CommandRefusal(`--webhook is ${JSON.stringify(wrong)}; give an address (${hint})`);
  if (urls.length === 0 && secret_file === undefined) return null;
  if (urls.length > 0 && secret_file !== undefined) return { urls, secret_file };
  throw new CommandRefusal(`--webhook and --webhook-secret belong together: an address, a file (${hint})`);
}

function readPortal(values: OptionValues, hint: string): ServeOptions['portal'] {
  const { 'portal-url': url, 'portal-secret': secret_file } = values;
  if (url === undefined && secret_file === undefined) return null;
  if (url === undefined || secret_file === undefined) {
    throw new CommandRefusal(`--portal-url and --portal-secret belong together: an address, a file (${hint})`);
  }
  if (!isAddress(url)) throw new CommandRefusal(`--portal-url is ${JSON.stringify(url)}; give an address (${hint})`);
  return { url, secret_file };
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^/]/.test(text) && URL.canParse(text);
}

function readPort(text: string, hint: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port <= 65_535) return port;
  throw new CommandRefusal(`--port is ${JSON.stringify(text)}; give a number from 0 to 65535 (${hint})`);
}
