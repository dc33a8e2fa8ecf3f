import type { Horizon } from '../../quotes/index.js';
import type {
  CreditLedger,
  EventInput,
  PoliciesInput,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../../wire/index.js';
import type { BilledSubscription } from '../invoices/decode/subscription/billed-subscription.js';
import type { TaxFunction } from '../invoices/ports.js';
import type { MetricInput } from '../usage/metric-input.js';
import type { ForecastUse } from './forecast-usage.js';
import type { DatedCredits } from './quoted-credits.js';
import type { QuotedDate } from './quoted-horizon.js';
import type { QuotedLicensing } from './quoted-licenses.js';

/** All that the invoices of a horizon are drafted from. */
export type HorizonDrafting = {
  readonly subscription: SubscriptionState;
  readonly schedule: readonly SubscriptionScheduleState[];
  readonly billed: BilledSubscription;
  readonly horizon: Horizon;
  readonly dates: readonly QuotedDate[];
  readonly uses: ReadonlyMap<string, ForecastUse>;
  /** Who of the licences' holders used what, where that is stated. */
  readonly license_uses: ReadonlyMap<string, ForecastUse>;
  readonly licensing: QuotedLicensing;
  readonly credits: readonly DatedCredits[];
  readonly ledgers: readonly CreditLedger[];
  readonly surroundings: {
    readonly events: readonly EventInput[] | undefined;
    readonly metrics: readonly MetricInput[] | undefined;
    readonly tax: TaxFunction | undefined;
    readonly policies: PoliciesInput | undefined;
  };
};
