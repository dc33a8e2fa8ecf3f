import { isBillingError } from '../../errors/index.js';
import { creditBalance, type CreditBalance } from '../../index.js';
import type {
  CreditLedger,
  Customer,
  DateTimeText,
  Invoice,
  MetricUsage,
  Page,
  PoliciesInput,
  Subscription,
  UpcomingInvoice,
} from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { advancedLedger } from '../billing/advanced-ledger.js';
import { chargedLedgers } from '../billing/charged-ledgers.js';
import { ledgersOf } from '../billing/ledgers.js';
import type { PageParams } from '../kept/pages.js';
import { fetchUpcomingInvoice, listInvoices } from '../resources/invoices.js';
import { fetchSubscriptionUsage } from '../resources/reports.js';
import { listSubscriptions } from '../resources/subscriptions.js';
import { needSession } from './sessions.js';

/** A subscription as its customer sees it: what is coming and what was used; null where that is not to be had now. */
export type PortalSubscription = {
  readonly subscription: Subscription;
  readonly upcoming: UpcomingInvoice | null;
  readonly usage: readonly MetricUsage[] | null;
};

/** The credits of a customer in one currency, run on to now. */
export type PortalCredits = {
  readonly ledger: CreditLedger;
  readonly balance: CreditBalance;
  /** When anything happened first. */
  readonly since: DateTimeText | null;
};

/** What a portal shows of its one customer. */
export type PortalView = {
  readonly at: DateTimeText;
  readonly customer: Customer;
  readonly expires_at: DateTimeText;
  /** Those that have not ended, the newest first, and whether there are more. */
  readonly subscriptions: Page<PortalSubscription>;
  /** Those that were issued, the latest first; void ones too, because the customer may hold them. */
  readonly invoices: Page<Invoice>;
  readonly credits: readonly PortalCredits[];
  /** The account's, by which the ledgers are to be drawn; null where it has none. */
  readonly policies: PoliciesInput | null;
};

export type PortalParams = { readonly portal_session_id: string };

// Each of them is drafted anew for every look at the page.
const mostSubscriptions = 20;

/** What the customer of an open session may see. Nothing is written. */
export async function fetchPortal(call: Call, params: PortalParams & PageParams): Promise<PortalView> {
  const { customer, expires_at } = await needSession(call, params.portal_session_id);
  const customer_id = customer.document.id;
  const invoices = await listInvoices(call, {
    customer_id,
    status: ['issued', 'paid', 'synced', 'void'],
    limit: params.limit,
    cursor: params.cursor,
  });
  return {
    at: call.at,
    customer: customer.document,
    expires_at,
    subscriptions: await subscriptionsOf(call, customer_id),
    invoices,
    credits: await creditsOf(call, customer_id),
    policies: call.account.policies ?? null,
  };
}

async function subscriptionsOf(call: Call, customer_id: string): Promise<Page<PortalSubscription>> {
  const page = await listSubscriptions(call, { customer_id, status: ['active', 'upcoming'], limit: mostSubscriptions });
  const data: PortalSubscription[] = [];
  for (const subscription of page.data) {
    const asked = { subscription_id: subscription.id };
    const upcoming = await unlessRefused(() => fetchUpcomingInvoice(call, asked));
    const usage = await unlessRefused(async () => (await fetchSubscriptionUsage(call, asked)).data);
    data.push({ subscription, upcoming, usage });
  }
  return { ...page, data };
}

/** One subscription that cannot be computed, or has nothing coming, does not keep its customer from all the others. */
async function unlessRefused<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (isBillingError(error)) return null;
    throw error;
  }
}

async function creditsOf(call: Call, customer_id: string): Promise<readonly PortalCredits[]> {
  const credits: PortalCredits[] = [];
  const charged = await unlessRefused(async () => chargedLedgers(call, customer_id));
  const { ledgers, effects } = charged ?? { ledgers: await ledgersOf(call, customer_id), effects: () => [] };
  const changes = effects();
  for (const ledger of ledgers) {
    const { document, entries } = await advancedLedger(call, ledger, changes);
    const balance = creditBalance({ ledger: document, at: call.at, ...policiesOf(call) });
    credits.push({ ledger: document, balance, since: entries[0]?.created_at ?? null });
  }
  return credits;
}
