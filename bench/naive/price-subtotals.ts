import { Big } from 'big.js';
import type { PriceInput } from '../../src/index.js';

/** Groups as usage gives them, with quantities as JSON numbers. */
export type NumberedGroup = { readonly grouping_values: readonly string[]; readonly quantity: number };

/** A price's numbers read once, and what one quantity costs, by straightforward big.js and by plain floats. */
export type NaiveSubtotal = {
  readonly big: (quantity: number) => Big;
  readonly float: (quantity: number) => number;
};

type PriceOf<M> = Extract<PriceInput, { readonly model_type: M }>;

export function naiveUnit({ unit_config }: PriceOf<'unit'>): NaiveSubtotal {
  const [big, float] = [new Big(unit_config.unit_amount as string), Number(unit_config.unit_amount)];
  return { big: (quantity) => new Big(quantity).times(big), float: (quantity) => quantity * float };
}

export function naivePackage({ package_config }: PriceOf<'package'>): NaiveSubtotal {
  const { package_amount, package_size } = package_config;
  const [amount, size] = [new Big(package_amount as string), new Big(package_size as number)];
  const [floatAmount, floatSize] = [Number(package_amount), Number(package_size)];
  return {
    big: (quantity) => new Big(quantity).div(size).round(0, Big.roundUp).times(amount),
    float: (quantity) => Math.ceil(quantity / floatSize) * floatAmount,
  };
}

export function naiveTiered({ tiered_config }: PriceOf<'tiered'>): NaiveSubtotal {
  const rows = tiered_config.tiers.map(({ last_unit, unit_amount }, at) => {
    const from = Number(tiered_config.tiers[at - 1]?.last_unit ?? 0);
    return { from, to: (last_unit ?? null) === null ? null : Number(last_unit), rate: unit_amount as string };
  });
  const bigs = rows.map(({ from, to, rate }) => ({
    from: new Big(from),
    to: to === null ? null : new Big(to),
    rate: new Big(rate),
  }));
  const floats = rows.map(({ from, to, rate }) => ({ from, to: to ?? Infinity, rate: Number(rate) }));
  return {
    big: (given) => {
      const quantity = new Big(given);
      let subtotal = new Big(0);
      for (const { from, to, rate } of bigs) {
        if (quantity.lte(from)) break;
        const units = (to === null || quantity.lte(to) ? quantity : to).minus(from);
        subtotal = subtotal.plus(units.times(rate));
      }
      return subtotal;
    },
    float: (quantity) => {
      let subtotal = 0;
      for (const { from, to, rate } of floats) {
        if (quantity <= from) break;
        subtotal += (Math.min(quantity, to) - from) * rate;
      }
      return subtotal;
    },
  };
}

export function naiveBulk({ bulk_config }: PriceOf<'bulk'>): NaiveSubtotal {
  const bigs = bulk_config.tiers.map(({ maximum_units, unit_amount }) => ({
    to: (maximum_units ?? null) === null ? null : new Big(maximum_units as number),
    rate: new Big(unit_amount as string),
  }));
  const floats = bulk_config.tiers.map(({ maximum_units, unit_amount }) => ({
    to: Number(maximum_units ?? Infinity),
    rate: Number(unit_amount),
  }));
  return {
    big: (given) => {
      const quantity = new Big(given);
      for (const { to, rate } of bigs) if (to === null || quantity.lte(to)) return quantity.times(rate);
      throw new Error('beyond the last tier');
    },
    float: (quantity) => {
      for (const { to, rate } of floats) if (quantity <= to) return quantity * rate;
      throw new Error('beyond the last tier');
    },
  };
}

/** Σ quantity × rate of the cell that a joined key finds. */
export function naiveMatrix({ matrix_config }: PriceOf<'matrix'>): {
  readonly big: (groups: readonly NumberedGroup[]) => string;
  readonly float: (groups: readonly NumberedGroup[]) => string;
} {
  const cells = matrix_config.matrix_values.map(
    ({ dimension_values, unit_amount }) => [dimension_values.join('\0'), unit_amount as string] as const,
  );
  const bigs = new Map(cells.map(([key, rate]) => [key, new Big(rate)]));
  const floats = new Map(cells.map(([key, rate]) => [key, Number(rate)]));
  return {
    big: (groups) => {
      let subtotal = new Big(0);
      for (const { grouping_values, quantity } of groups) {
        subtotal = subtotal.plus(new Big(quantity).times(bigs.get(grouping_values.join('\0')) as Big));
      }
      return subtotal.toFixed();
    },
    float: (groups) => {
      let subtotal = 0;
      for (const { grouping_values, quantity } of groups) {
        subtotal += quantity * (floats.get(grouping_values.join('\0')) as number);
      }
      return String(subtotal);
    },
  };
}
