import type { Horizon } from '../../quotes/index.js';
import { draftHorizon } from './draft-horizon.js';
import { earningsOfCredits, earningsOfLines } from './earnings.js';
import { encodeInvoice, encodePayments, encodePeriods } from './encode-quote.js';
import type { ForecastUse } from './forecast-usage.js';
import type { PreparedQuote } from './prepare-quote.js';
import type { Quote } from './quote-result.js';
import { datesWithin } from './quoted-horizon.js';
import { pathOfDraft, withPaths } from './renamed-paths.js';

/** Over which periods, and with which usage, a deal is drafted. */
export type QuoteRun = { readonly horizon: Horizon; readonly uses: ReadonlyMap<string, ForecastUse> };

/** Drafts a deal and tells what it comes to. */
export function runQuote(deal: PreparedQuote, { horizon, uses }: QuoteRun): Quote {
  const { subscription, schedule, billed, surroundings } = deal;
  const dates = datesWithin(billed.timeline, horizon, deal.policies.max_periods);
  const { invoices, ledgers: books } = withPaths(pathOfDraft(uses), () =>
    draftHorizon({ ...deal, horizon, uses, dates }),
  );
  const ledgers = [...books.values()];
  const earned = earningsOfCredits(ledgers, horizon, { subscription, policies: surroundings.policies });
  const earnings = [...earningsOfLines(invoices), ...earned];
  const record = { subscription, currency: billed.currency, horizon, uses, invoices, earnings };
  return {
    currency: billed.currency.code,
    subscription,
    schedule,
    ...encodePeriods(record),
    invoices: invoices.map(encodeInvoice),
    cash: encodePayments(record),
    ledgers,
  };
}
