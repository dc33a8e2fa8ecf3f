import type {
  Amount,
  CustomerInput,
  DateOrDateTimeText,
  DecimalText,
  EventInput,
  LicenseType,
  PoliciesInput,
} from '../../wire/index.js';
import type { ErrorCode } from '../../errors/index.js';
import type { MetricInput } from '../usage/metric-input.js';
import type { QuotedLicense, QuotedOffer, QuotedTerms, UsageForecasts } from './quote-input.js';

/** A customer of a simulation, with what they used: by price, metric or item, or as recorded events. */
export type SimulatedCustomer = {
  readonly customer: CustomerInput;
  readonly usage?: UsageForecasts | undefined;
  readonly events?: Iterable<EventInput> | undefined;
  /** The licences they hold, as `quote` takes them; in force from the start unless they say otherwise. */
  readonly licenses?: readonly QuotedLicense[] | undefined;
  /** What of `usage` the holders of licences use, as `quote` takes it. */
  readonly license_usage?: UsageForecasts | undefined;
  /** The customer's own departures from either price list; they win over those of the list. */
  readonly terms?: QuotedTerms | undefined;
  /** Since when they have been subscribed, for rules that look at it. */
  readonly subscribed_since?: DateOrDateTimeText | undefined;
};

/** Who keeps the current prices: customers for whom all that the rule states holds. */
export type GrandfatheringRule = {
  readonly name: string;
  readonly customer_ids?: readonly string[] | undefined;
  readonly subscribed_before?: DateOrDateTimeText | undefined;
  /** What the customer's metadata have to say. */
  readonly metadata?: { readonly [key: string]: string } | undefined;
  /** A share of the current amount: those who would pay more than that on top of it. */
  readonly increase_above?: Amount | undefined;
};

/** How far a simulation is. */
export type SimulationProgress = { readonly customers: number; readonly failed: number };

/** What an abort signal is to a simulation: the platform's own fits. */
export type StopSignal = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/** What `simulate` takes. */
export type SimulateInput = {
  /** Read one by one; nobody's usage is kept. */
  readonly customers: AsyncIterable<SimulatedCustomer> | Iterable<SimulatedCustomer>;
  readonly current: QuotedOffer;
  readonly proposed: QuotedOffer;
  readonly start_date: DateOrDateTimeText;
  readonly periods: number;
  readonly metrics?: readonly MetricInput[] | undefined;
  /** The types of the licences that customers hold. */
  readonly license_types?: readonly LicenseType[] | undefined;
  /** The first rule that holds decides. */
  readonly grandfathering?: readonly GrandfatheringRule[] | undefined;
  readonly policies?: PoliciesInput | undefined;
  /** How many of the largest changes, and of failures, are listed; 10 unless given. */
  readonly listed?: number | undefined;
  /** Told of every customer. */
  readonly onCustomer?: ((outcome: SimulatedOutcome) => void) | undefined;
  /** Told after every customer, and awaited, so that it may give way to other work. */
  readonly onProgress?: ((progress: SimulationProgress) => void | Promise<void>) | undefined;
  /** Stops the simulation, which then returns what it has. */
  readonly signal?: StopSignal | undefined;
};

/** What a customer pays now, would pay, and will: `change` is from now to then. */
export type SimulatedOutcome = {
  readonly customer_id: string;
  readonly current: DecimalText;
  readonly proposed: DecimalText;
  readonly charged: DecimalText;
  readonly change: DecimalText;
  /** The rule by which the customer keeps the current prices; null: none does. */
  readonly kept_by: string | null;
};

/** A customer who could not be computed, and the first reason. */
export type SimulationFailure = {
  readonly customer_id: string | null;
  readonly code: ErrorCode;
  readonly detail: string;
};

/** Customers on one side of a change. */
export type SimulatedSide = {
  readonly customers: number;
  /** The sum of their changes. */
  readonly change: DecimalText;
  /** The largest changes, largest first. */
  readonly largest: readonly SimulatedOutcome[];
};

/** What a price change comes to; amounts are what is recognized over all periods. */
export type Simulation = {
  /** Whether every customer was seen; false after an abort. */
  readonly complete: boolean;
  /** Null if nobody was computed. */
  readonly currency: string | null;
  readonly customers: number;
  readonly failed: { readonly customers: number; readonly first: readonly SimulationFailure[] };
  readonly revenue: {
    readonly current: DecimalText;
    readonly proposed: DecimalText;
    /** With the customers who keep the current prices. */
    readonly charged: DecimalText;
    readonly change: DecimalText;
    /** `change` ÷ `current`, cut at six places; null where nothing is paid now. */
    readonly change_ratio: DecimalText | null;
  };
  /** How many customers each rule keeps on the current prices. */
  readonly kept: readonly { readonly rule: string; readonly customers: number }[];
  readonly distribution: {
    /** The significant digits to which changes are told apart; null: all. Fewer only for very many different changes. */
    readonly digits: number | null;
    readonly percentiles: readonly { readonly percentile: number; readonly change: DecimalText }[];
  };
  /** Who pays less, who pays more, and how many pay the same. */
  readonly winners: SimulatedSide;
  readonly losers: SimulatedSide;
  readonly unchanged: number;
};
