import type { ChargeWorkings } from '../../wire/index.js';
import { formatMoney, formatRate, groupDigits } from './digits.js';
import type { TableRow } from './layout.js';

/** What the rows of a line are priced in; `code` is null where it is the currency of the invoice. */
export type Unit = { readonly code: string | null; readonly places: number };

/** One charge of a line: a tier, a cell, a group, or what a line without rows costs. */
export function chargeRow(charge: ChargeWorkings, unit: Unit): TableRow {
  const amount = charge.shown_amount ?? charge.amount;
  const shown = unit.code === null ? groupDigits(amount) : formatMoney(amount, unit.code);
  return [`  ${nameOf(charge)}`, groupDigits(charge.quantity), rateOf(charge, unit), shown];
}

/** Tiers, cells and groups are the rows that a document shows below a line. */
export function isRow({ kind }: ChargeWorkings): boolean {
  return kind === 'tier' || kind === 'cell' || kind === 'group';
}

/** The rate of a charge, with the size of its packages where it has any; empty where there is no single one. */
export function rateOf({ kind, unit_amount, package_size }: ChargeWorkings, { places }: Unit): string {
  if (kind === 'threshold' || unit_amount === null) return '';
  const rate = formatRate(unit_amount, places);
  return package_size === null ? rate : `${rate} per ${groupDigits(package_size)}`;
}

function nameOf(charge: ChargeWorkings): string {
  const { grouping, kind, name } = charge;
  const group = grouping === null ? '' : `${grouping.value ?? 'No value'}, `;
  if (kind === 'group') return name;
  return kind === 'tier' ? `${group}${boundsOf(charge)}` : `${group}${name}`;
}

/** A tier by its bounds as well; the first is exclusive, the last inclusive (D17). */
function boundsOf({ name, tier }: ChargeWorkings): string {
  if (tier === null) return name;
  const over = tier.first_unit === '0' ? [] : [`over ${groupDigits(tier.first_unit)}`];
  const upTo = tier.last_unit === null ? [] : [`up to ${groupDigits(tier.last_unit)}`];
  const bounds = [...over, ...upTo].join(' ');
  return bounds === '' ? name : `${name} (${bounds})`;
}
