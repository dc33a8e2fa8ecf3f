import type { AccountStore, Repository } from '../src/repository/index.js';
import type { BillingService } from '../src/service/index.js';
import { compareWaiting, type Comparison } from './harness.js';
import { openUsedSubscription, type UsedSubscription } from './used-subscription.js';

const count = 50_000;
const server = process.env['RECKONER_POSTGRES'];

/**
 * Reports on a month of fifty thousand events, which PostgreSQL counts, beside the same reports of the events themselves, read
 * out of it. Both say the same. Measured where there is a server: `.ci/with-postgres npm run bench reports`.
 */
export async function run(): Promise<readonly Comparison[]> {
  if (server === undefined) return [];
  const used = await openUsedSubscription(server, count);
  const comparisons: Comparison[] = [];
  for (const [name, read] of Object.entries(reports(used))) comparisons.push(await compareReport(used, name, read));
  await used.close();
  return comparisons;
}

type Report = (service: BillingService) => Promise<object>;

function reports({ customer_id, subscription_id }: UsedSubscription): Readonly<Record<string, Report>> {
  return {
    'costs by day': (service) => service.fetchSubscriptionCosts({ subscription_id }),
    'costs of the customer': (service) => service.fetchCustomerCosts({ customer_id, view_mode: 'periodic' }),
    'usage by day': (service) => service.fetchSubscriptionUsage({ subscription_id, granularity: 'day' }),
    'usage of the month': (service) => service.fetchSubscriptionUsage({ subscription_id }),
  };
}

async function compareReport(used: UsedSubscription, name: string, read: Report): Promise<Comparison> {
  const reader = used.serviceOver(withoutCounting(used.repository));
  const [counted, added] = [JSON.stringify(await read(used.service)), JSON.stringify(await read(reader))];
  if (counted !== added) throw new Error(`${name}: ${counted} is not ${added}`);
  const once = async (service: BillingService): Promise<number> => {
    await read(service);
    return 1;
  };
  return compareWaiting({
    name: `${name}, ${count} events on PostgreSQL`,
    rows: 1,
    rounds: 5,
    ours: () => once(used.service),
    baselines: { 'its events, read': () => once(reader) },
    goals: { 'its events, read': { at_least: 2 } },
  });
}

/** The same store, which leaves all counting to whoever asks. */
function withoutCounting(repository: Repository): Repository {
  const account = (account_id: string): AccountStore => {
    const store = repository.account(account_id);
    return {
      ...store,
      transaction: (work) => store.transaction((inner) => work({ ...inner, measureUsage: async () => null })),
    };
  };
  return { ...repository, account };
}
