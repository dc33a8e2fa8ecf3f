import type Orb from 'orb-billing';
import {
  definePriceModel,
  drawPriceCurve,
  priceCurve,
  type PriceCurveOptions,
  type PriceCurveSpan,
  type PriceInput,
} from 'reckoner';
import { assertType, describe, expectTypeOf, it } from 'vitest';

const price = {} as PriceInput;

describe('drawPriceCurve', () => {
  it('takes a price as the official client fetched it, and gives a text', () => {
    const fetched = {} as Orb.Price;
    expectTypeOf(fetched).not.toBeAny();
    expectTypeOf(drawPriceCurve(fetched, { to: 10 })).toEqualTypeOf<string>();
  });

  it('has to be told where the curve ends, and takes nothing that it does not know', () => {
    // @ts-expect-error there is no curve without an end
    assertType<PriceCurveOptions>({});
    // @ts-expect-error a group is a list of values
    assertType<PriceCurveOptions>({ to: '1', grouping_values: 'eu' });
    // @ts-expect-error pixels are a number
    assertType<PriceCurveOptions>({ to: 1, width: '640' });
    // @ts-expect-error what is asked without a picture has no width
    assertType<PriceCurveSpan>({ to: 1, width: 640 });
    // @ts-expect-error a price has a model
    drawPriceCurve({ unit_config: { unit_amount: '1' } }, { to: 1 });
    assertType<PriceCurveOptions>({ from: 0, to: '10.5', grouping_values: ['eu', null, 1, true], width: 800 });
  });

  it('takes a model of the caller only together with the model', () => {
    const flat = definePriceModel<{ fee: string }, 'quantity'>({
      needs: 'quantity',
      rate: ({ config }) => ({ subtotal: config.fee, rows: [] }),
    });
    const own = { model_type: 'flat', flat_config: { fee: '3' } } as const;
    expectTypeOf(drawPriceCurve(own, { to: 1 }, { custom_models: { flat } })).toEqualTypeOf<string>();
    expectTypeOf(priceCurve(own, { to: 1 }, { custom_models: { flat } })).toEqualTypeOf(priceCurve(price, { to: 1 }));
    // @ts-expect-error nobody knows what `flat` is
    drawPriceCurve(own, { to: 1 });
  });
});
