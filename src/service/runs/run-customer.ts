import type { Call } from '../call.js';
import { storeWritten } from '../billing/ledgers.js';
import { issueWaiting, settleDue } from '../billing/settle-due.js';
import { needKept, readKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { evaluateBalances, evaluateClosed, evaluateWatch } from './evaluate-watch.js';
import { grantDue } from './grant-due.js';
import { invoiceThresholds } from './invoice-thresholds.js';
import { migrateDue } from './migrate-due.js';
import { openMoment } from '../billing/moment-charges.js';
import { momentsOf, type Moment } from './moments.js';
import { keepPlanInForce } from '../subscriptions/plan-in-force.js';
import { tellTime } from '../subscriptions/tell-changes.js';
import { topUpDue } from './top-up-due.js';

/** Does what is due for a customer up to the call's now, moment by moment; answers how many invoices that made. */
export async function runCustomer(call: Call, customer_id: string): Promise<number> {
  const kept = await readKept(call, 'customer', customer_id);
  if (kept === null) return 0;
  let made = 0;
  for (const moment of await momentsOf(call, kept)) {
    made += await runMoment({ ...call, at: moment.at }, customer_id, moment);
  }
  // After the last moment too, so that what comes about between two is told by the run that looks next.
  for (const { document } of await allKept(call, 'subscription', `customer:${customer_id}`)) {
    await tellTime(call, document.id);
  }
  await remember(call, customer_id);
  return made;
}

/**
 * Within a moment: credits that are granted, then what usage came to by then (thresholds before top-ups, which lift the
 * balance that pays), then invoices whose time has come, then alerts on the state after all.
 */
async function runMoment(call: Call, customer_id: string, moment: Moment): Promise<number> {
  const subscriptions = await allKept(call, 'subscription', `customer:${customer_id}`);
  for (const { document } of subscriptions) {
    await tellTime(call, document.id);
    await keepPlanInForce(call, document.id);
  }
  if (moment.isDayStart) {
    for (const { document } of subscriptions) {
      await migrateDue(call, document.id);
      await grantDue(call, document.id);
    }
  }
  return billMoment({ ...call, moment: openMoment() }, customer_id, moment);
}

/** What usage came to by a moment, after which no subscription changes in it. */
async function billMoment(call: Call, customer_id: string, moment: Moment): Promise<number> {
  const subscriptions = await allKept(call, 'subscription', `customer:${customer_id}`);
  let made = 0;
  if (moment.isDayStart) {
    await topUpDue(call, customer_id);
    for (const { document } of subscriptions) made += await invoiceThresholds(call, document.id);
  }
  for (const { document } of subscriptions) made += (await settleDue(call, document.id)).length;
  made += (await issueWaiting(call, `customer:${customer_id}`)).length;
  await evaluateAt(call, customer_id, moment);
  await storeWritten(call);
  return made;
}

/** Holds alerts against what there is to be said at a moment; all of it at the start of a day. */
async function evaluateAt(call: Call, customer_id: string, moment: Moment): Promise<void> {
  if (moment.isDayStart) return evaluateWatch(call, customer_id);
  if (moment.movesCredits) await evaluateBalances(call, customer_id);
  if (moment.endsGrace) await evaluateClosed(call, customer_id);
}

/** Days that were looked at are not looked at again. */
async function remember(call: Call, customer_id: string): Promise<void> {
  const kept: Kept<'customer'> = await needKept(call, 'customer', customer_id);
  await writeKept(call, 'customer', { ...kept, aside: { ...kept.aside, watched_until: call.at } });
}
