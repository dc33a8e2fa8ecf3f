import { fail, isGiven, isObject } from '../../errors/index.js';
import {
  evaluatePreviewEvents,
  evaluatePrice,
  evaluatePrices,
  evaluationToMeasure,
  type MetricInput,
} from '../../index.js';
import type {
  Customer,
  EvaluatePriceRequest,
  EvaluatePricesRequest,
  PriceEvaluation,
  PriceEvaluations,
} from '../../wire/index.js';
import { modelsOf, policiesOf, type Call } from '../call.js';
import { openBody, optionalTextIn } from '../body.js';
import { needKept } from '../kept/documents.js';
import { eachKept } from '../kept/pages.js';
import { namedIn } from '../subscriptions/named-in-request.js';
import { groupsOf } from '../subscriptions/price-groups.js';
import { namedCustomer, type AnyCustomer } from './customer-reference.js';
import { usageToEvaluate } from './evaluated-usage.js';
import { metricsOf } from './price-parts.js';

/** Evaluates a stored price over events (§3 "Evaluate"). */
export async function evaluateStoredPrice(
  call: Call,
  { price_id, body }: { readonly price_id: string; readonly body: EvaluatePriceRequest },
): Promise<PriceEvaluation> {
  openBody(body);
  const time = timeOf(call, body);
  const { document: price } = await needKept(call, 'price', price_id);
  const metrics = await metricsOf(call, price.billable_metric === null ? [] : [price.billable_metric.id]);
  const dimensional_price_groups = await groupsOf(call, [price]);
  const customer = await customerOf(call, body);
  const asked = {
    ...askedOf(call, body, customer),
    ...settingsOf(body),
    price,
    metrics,
    dimensional_price_groups,
  };
  const questions = evaluationToMeasure(asked);
  return evaluatePrice({
    ...asked,
    ...(await usageToEvaluate(call, { customer, metrics, questions, ...time })),
  });
}

/** Evaluates several prices, stored or written out, over stored events. */
export async function evaluateStoredPrices(
  call: Call,
  { body }: { readonly body: EvaluatePricesRequest },
): Promise<PriceEvaluations> {
  openBody(body);
  const time = timeOf(call, body);
  const customer = await customerOf(call, body);
  const own = await named(call, body);
  const asked = { ...askedOf(call, body, customer), ...own };
  const used = { customer, metrics: own.metrics, questions: evaluationToMeasure(asked), ...time };
  return evaluatePrices({ ...asked, ...(await usageToEvaluate(call, used)) });
}

/** Evaluates prices over a few events that come with the request and are not stored. */
export async function evaluatePreview(
  call: Call,
  { body }: { readonly body: EvaluatePricesRequest },
): Promise<PriceEvaluations> {
  openBody(body);
  const { customer_id, external_customer_id, timeframe_start, timeframe_end, events } = body;
  const owner = { customer_id: customer_id ?? null, external_customer_id: external_customer_id ?? null };
  const asked = { ...owner, timeframe_start, timeframe_end, events: events ?? [], at: call.at };
  return evaluatePreviewEvents({ ...asked, ...(await named(call, body)), ...modelsOf(call), ...policiesOf(call) });
}

type Scoped = AnyCustomer & { readonly timeframe_start: string; readonly timeframe_end: string };

async function customerOf(call: Call, body: Scoped): Promise<Customer | null> {
  return (await namedCustomer(call, body))?.document ?? null;
}

/** What is evaluated when, and for whom. */
function askedOf(call: Call, { timeframe_start, timeframe_end }: Scoped, customer: Customer | null) {
  const timeframe = { timeframe_start, timeframe_end, at: call.at };
  return { ...timeframe, ...ownerOf(customer), ...modelsOf(call), ...policiesOf(call) };
}

/** The time whose events are evaluated; up to now where no end is given. */
function timeOf(call: Call, body: Scoped): { readonly from: string; readonly until: string } {
  return { from: body.timeframe_start, until: optionalTextIn(body, 'timeframe_end') ?? call.at };
}

function ownerOf(customer: Customer | null): AnyCustomer & { readonly currency?: string | null } {
  if (customer === null) return {};
  return { customer_id: customer.id, external_customer_id: customer.external_customer_id, currency: customer.currency };
}

function settingsOf({ filter, grouping_keys, metric_parameter_overrides }: EvaluatePriceRequest) {
  return {
    filter: filter ?? null,
    grouping_keys: grouping_keys ?? null,
    metric_parameter_overrides: (metric_parameter_overrides ?? null) as MetricOverrides,
  };
}

type MetricOverrides = Parameters<typeof evaluatePrice>[0]['metric_parameter_overrides'];

/** The prices that a request names or writes out, and all metrics that they may name. */
async function named(call: Call, body: EvaluatePricesRequest) {
  const { price_evaluations } = body;
  if (!isGiven(price_evaluations)) fail('body.price_evaluations', 'missing_field', 'is missing; give a list');
  if (!Array.isArray(price_evaluations) || !price_evaluations.every(isObject)) {
    fail('body.price_evaluations', 'invalid_type', 'is no list of objects; give one for each evaluation');
  }
  const { prices } = await namedIn(call, { price_evaluations });
  const metrics: MetricInput[] = [];
  for await (const { document } of eachKept(call, { kind: 'metric' }))
    metrics.push({ id: document.id, sql: document.sql });
  const dimensional_price_groups = await groupsOf(call, [
    ...prices,
    ...price_evaluations.flatMap(({ price }) => price ?? []),
  ]);
  return { price_evaluations, prices, metrics, dimensional_price_groups };
}
