import type { Backend } from '../backend.js';
import type { LifeAct, LifeActKind, LifePrice, LifeTerms } from './life.js';
import { priceOf, type Measured } from './plan.js';

const millisPerDay = 86_400_000;

/** Who lives a life, and the clock by which they do. */
export type Player = {
  readonly backend: Backend;
  readonly terms: LifeTerms;
  readonly customer_id: string;
  readonly subscription_id: string;
  readonly plan_ids: readonly string[];
  readonly measured: Measured;
  readonly calls: number[];
  now: number;
};

/** The date so many days after now. */
export function dateAfter({ now }: Player, days: number): string {
  return new Date(now + days * millisPerDay).toISOString().slice(0, 10);
}

/** Asks for what an act says. */
export function ask(player: Player, act: LifeAct): Promise<unknown> {
  return asks[act.kind](player, act, dateAfter(player, act.day));
}

type Ask = (player: Player, act: LifeAct, date: string) => Promise<unknown>;

const asks: { readonly [K in LifeActKind]: Ask } = {
  trial: moveTrial,
  'trial now': ({ backend, subscription_id }) =>
    backend.service.updateTrial({ subscription_id, body: { trial_end_date: 'immediate' } }),
  shift: moveTrial,
  plan: changePlan,
  'plan on': changePlan,
  'plan with': (player, { which = 0, quantity }) => {
    const added = { price: addedPrice(player, { which, quantity }), start_date: dateAfter(player, 0) };
    return player.backend.service.schedulePlanChange({
      subscription_id: player.subscription_id,
      body: { plan_id: player.plan_ids[quantity % 2]!, change_option: 'immediate', add_prices: [added] },
    });
  },
  unplan: ({ backend, subscription_id }) => backend.service.unschedulePlanChanges({ subscription_id }),
  phase: ({ backend, subscription_id }, _, effective_date) =>
    backend.service.triggerPhase({ subscription_id, body: { effective_date } }),
  cancel: cancel,
  uncancel: ({ backend, subscription_id }) => backend.service.unscheduleCancellation({ subscription_id }),
  quantity: changeQuantity,
  discount: (player, _, start_date) =>
    edit(player, { add_adjustments: [{ adjustment: { ...discount, applies_to_all: true }, start_date }] }),
  'end discount': endDiscount,
  coupon: ({ backend, subscription_id }, _, change_date) => {
    const body = { coupon_redemption_code: 'K', change_option: 'requested_date', change_date } as const;
    return backend.service.redeemCoupon({ subscription_id, body });
  },
  add: addPrice,
  begin: moveBound,
  end: moveBound,
};

const discount = { adjustment_type: 'percentage_discount', percentage_discount: 0.25 } as const;

function moveTrial({ backend, subscription_id }: Player, { kind }: LifeAct, trial_end_date: string): Promise<unknown> {
  return backend.service.updateTrial({ subscription_id, body: { trial_end_date, shift: kind === 'shift' } });
}

function changePlan(
  { backend, subscription_id, plan_ids }: Player,
  { kind, quantity, which = 0 }: LifeAct,
  change_date: string,
): Promise<unknown> {
  const plan_id = plan_ids[quantity % 2]!;
  const alignment = ([null, 'unchanged', 'plan_change_date', 'start_of_month'] as const)[which % 4];
  const when =
    kind === 'plan'
      ? ({ change_option: 'immediate' } as const)
      : ({ change_option: 'requested_date', change_date, billing_cycle_alignment: alignment } as const);
  return backend.service.schedulePlanChange({ subscription_id, body: { plan_id, ...when } });
}

function cancel(player: Player, { day }: LifeAct): Promise<unknown> {
  const { backend, subscription_id } = player;
  const body = { cancel_option: 'requested_date', cancellation_date: dateAfter(player, Math.abs(day)) } as const;
  return backend.service.cancelSubscription({ subscription_id, body });
}

async function changeQuantity(player: Player, { quantity, which = 0 }: LifeAct): Promise<unknown> {
  const { backend, subscription_id } = player;
  const { price_intervals } = await backend.service.fetchSubscription({ subscription_id });
  const fees = price_intervals.filter(({ price }) => price.price_type === 'fixed_price');
  const price_id = fees[which % fees.length]?.price.id ?? '';
  return backend.service.updateFixedFeeQuantity({ subscription_id, body: { price_id, quantity } });
}

async function endDiscount(player: Player, { which = 0 }: LifeAct, end_date: string): Promise<unknown> {
  const { backend, subscription_id } = player;
  const { adjustment_intervals } = await backend.service.fetchSubscription({ subscription_id });
  const given = adjustment_intervals.filter(({ adjustment }) => adjustment.reason !== 'Trial');
  const adjustment_interval_id = given[which % given.length]?.id ?? '';
  return edit(player, { edit_adjustments: [{ adjustment_interval_id, end_date }] });
}

/** A price that is written out, of which money is asked for in a name of its own: a fee or usage. */
export function addedPrice(
  { now, measured, terms: { currency = 'USD' } }: Pick<Player, 'now' | 'measured' | 'terms'>,
  { quantity, which }: { readonly quantity: number; readonly which: number },
) {
  const price: LifePrice = {
    name: `Added ${quantity} at ${now}`,
    unit_amount: `${quantity + 1}.37`,
    cadence: quantity % 2 === 0 ? 'monthly' : 'quarterly',
    ...(which > 0 && { quantity: quantity + 1, billing_mode: which % 2 === 0 ? 'in_arrear' : 'in_advance' }),
  };
  return { ...priceOf(price, measured), currency };
}

/** For ever or for some time. */
function addPrice(player: Player, { quantity, which = 0, day }: LifeAct, start_date: string): Promise<unknown> {
  const end = which > 3 ? { end_date: dateAfter(player, day + 17 * which) } : {};
  return edit(player, { add: [{ price: addedPrice(player, { quantity, which }), start_date, ...end }] });
}

async function moveBound(player: Player, { kind, which = 0 }: LifeAct, date: string): Promise<unknown> {
  const { backend, subscription_id } = player;
  const { price_intervals } = await backend.service.fetchSubscription({ subscription_id });
  const price_interval_id = price_intervals[which % price_intervals.length]?.id ?? '';
  const bound = kind === 'begin' ? { start_date: date } : { end_date: date };
  return edit(player, { edit: [{ price_interval_id, ...bound }] });
}

type Edit = Parameters<Backend['service']['editPriceIntervals']>[0]['body'];

function edit({ backend, subscription_id }: Player, body: Edit): Promise<unknown> {
  return backend.service.editPriceIntervals({ subscription_id, body });
}
