import {
  createAlert,
  creditBalance,
  deleteAlert,
  disableAlert,
  enableAlert,
  updateAlert,
  type AlertTransition,
} from '../../index.js';
import { fail, isGiven } from '../../errors/index.js';
import type { Alert, AlertState, NewBalanceAlert, NewSpendAlert, Page, UpdateAlertRequest } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { textIn } from '../body.js';
import { currentLedger } from '../billing/charged-ledgers.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, planVersionId } from '../kept/documents.js';
import { withinBounds, type DateBounds } from '../kept/filters.js';
import { allKept, mapPage, pageOf, type PageParams } from '../kept/pages.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { namedCustomer, needCustomer, type AnyCustomer, type CustomerParams } from './customer-reference.js';

type AlertParams = { readonly alert_id: string };
type ConfigurationParams = { readonly alert_configuration_id: string };

export async function createCustomerAlert(
  call: Call,
  params: CustomerParams & { readonly body: NewBalanceAlert },
): Promise<Alert> {
  const { document: customer } = await needCustomer(call, params);
  const { body } = params;
  const { document: ledger } = await currentLedger(call, customer, textIn(body, 'currency'));
  const { balance } = creditBalance({ ledger, at: call.at, ...policiesOf(call) });
  const alerts = await alertsBy(call, `customer:${customer.id}`);
  const { timezone } = customer;
  return keep(
    call,
    createAlert({ request: body, customer, alerts, balance, at: call.at, timezone, ...policiesOf(call) }),
  );
}

export async function createSubscriptionAlert(
  call: Call,
  { subscription_id, body }: { readonly subscription_id: string; readonly body: NewSpendAlert },
): Promise<Alert> {
  const { document: subscription } = await needKept(call, 'subscription', subscription_id);
  const alerts = await alertsBy(call, `subscription:${subscription_id}`);
  return keep(call, createAlert({ request: body, subscription, alerts, at: call.at, ...policiesOf(call) }));
}

export async function createPlanAlert(
  call: Call,
  { plan_id, body }: { readonly plan_id: string; readonly body: NewSpendAlert },
): Promise<Alert> {
  const kept = await needKept(call, 'plan', plan_id);
  const version = body?.plan_version;
  const plan =
    typeof version === 'number' ? await needKept(call, 'plan_version', planVersionId(plan_id, version)) : kept;
  const alerts = await alertsBy(call, `plan:${plan_id}`);
  return keep(call, createAlert({ request: body, plan: plan.document, alerts, at: call.at, ...policiesOf(call) }));
}

export async function fetchAlert(call: Call, { alert_id }: AlertParams): Promise<Alert> {
  return orbAlert((await needKept(call, 'alert', alert_id)).document);
}

/** The alerts of a customer or a subscription, whose plan's it inherits. */
export async function listAlerts(
  call: Call,
  params: PageParams & AnyCustomer & DateBounds<'created_at'> & { readonly subscription_id?: string | null },
): Promise<Page<Alert>> {
  const within = withinBounds(params, 'created_at');
  const alerts = (await alertsOf(call, params)).filter(({ created_at }) => within(created_at));
  return mapPage(pageOf([...alerts].reverse(), params), orbAlert);
}

export async function changeAlert(
  call: Call,
  { alert_configuration_id, body }: ConfigurationParams & { readonly body: UpdateAlertRequest },
): Promise<Alert> {
  const { document: alert } = await needKept(call, 'alert', alert_configuration_id);
  return keep(call, updateAlert({ alert, request: body }));
}

export async function removeAlert(call: Call, { alert_configuration_id }: ConfigurationParams): Promise<null> {
  const { document: alert } = await needKept(call, 'alert', alert_configuration_id);
  await storeEffects(call.transaction, deleteAlert({ alert }).effects);
  return null;
}

type SwitchParams = ConfigurationParams & { readonly subscription_id?: string | null };

export async function switchAlertOff(call: Call, params: SwitchParams): Promise<Alert> {
  const { document: alert } = await needKept(call, 'alert', params.alert_configuration_id);
  return keep(call, disableAlert({ alert, subscription_id: params.subscription_id ?? null }));
}

export async function switchAlertOn(call: Call, params: SwitchParams): Promise<Alert> {
  const { document: alert } = await needKept(call, 'alert', params.alert_configuration_id);
  return keep(call, enableAlert({ alert, subscription_id: params.subscription_id ?? null }));
}

/** The alerts under a key, in the order of their creation. */
export async function alertsBy(call: Call, key: string): Promise<readonly AlertState[]> {
  return (await allKept(call, 'alert', key)).map(({ document }) => document);
}

async function alertsOf(
  call: Call,
  params: AnyCustomer & { readonly subscription_id?: string | null },
): Promise<readonly AlertState[]> {
  if (isGiven(params.subscription_id)) {
    const kept = await needKept(call, 'subscription', params.subscription_id);
    const { plan } = await subscriptionAt(call, kept, call.at);
    const inherited = plan === null ? [] : await alertsBy(call, `plan:${plan.id}`);
    const ofVersion = inherited.filter((alert) => isOfVersion(alert, plan?.version));
    return [...ofVersion, ...(await alertsBy(call, `subscription:${kept.document.id}`))];
  }
  const customer = await namedCustomer(call, params);
  if (customer !== null) return alertsBy(call, `customer:${customer.document.id}`);
  return fail('customer_id', 'missing_field', 'is missing; give it, external_customer_id or subscription_id');
}

/** A plan's alert is one of the version that it was made for; one that says none is of all. */
function isOfVersion({ plan }: AlertState, version: number | undefined): boolean {
  const said: string | null | undefined = plan?.plan_version;
  return !isGiven(said) || said === String(version);
}

async function keep(call: Call, { alert, effects }: AlertTransition): Promise<Alert> {
  await storeEffects(call.transaction, effects);
  return orbAlert(alert);
}

/** An alert without what it remembers for itself. */
function orbAlert({ fired_thresholds: _fired, disabled_for: _disabled, ...alert }: AlertState): Alert {
  return alert;
}
