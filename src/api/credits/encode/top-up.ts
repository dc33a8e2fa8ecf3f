import { formatDecimal, zero } from '../../../decimal/index.js';
import { formatInstant } from '../../../time/index.js';
import type { TopUpState, Writable } from '../../../wire/index.js';
import type { TopUpOrder } from '../decode/read-top-up.js';

/** Writes a top-up: Orb's document, and beside it from when it is active. */
export function encodeTopUp({ currency, top_up, settings }: TopUpOrder): Writable<TopUpState> {
  const { auto_collection, net_terms, memo, require_successful_payment } = settings;
  const { lifetime, active_from } = top_up;
  return {
    id: top_up.id,
    currency: currency.code,
    threshold: formatDecimal(top_up.threshold),
    amount: formatDecimal(top_up.amount),
    per_unit_cost_basis: formatDecimal(top_up.cost_basis ?? zero),
    invoice_settings: { auto_collection, net_terms: net_terms ?? 0, memo, require_successful_payment },
    expires_after: lifetime === null ? null : lifetime.count,
    expires_after_unit: lifetime === null ? null : lifetime.unit,
    active_from: active_from === null ? null : formatInstant(active_from),
  };
}
