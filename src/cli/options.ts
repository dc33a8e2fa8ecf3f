import { CommandRefusal } from './refusal.js';

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
};

/** The options that each command takes, beside help and version. */
export const optionsOf = {
  invoice: ['usage', 'json', 'explain', 'strict'],
  quote: ['usage', 'json', 'explain'],
  compare: ['usage', 'json'],
  curve: ['price', 'from', 'to', 'group', 'out', 'json'],
  simulate: ['customers', 'json'],
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
};
