import type Orb from 'orb-billing';
import { describe, expectTypeOf, test } from 'vitest';
import type {
  CurrentModelType,
  LegacyModelType,
  LegacyPrice,
  ModelType,
  Price,
  PriceDocumentConfigs,
  PriceModelConfigs,
  PriceOf,
  UnitConfig,
  Writable,
} from '../../src/wire/index.js';
import type { AnyAmong, DifferentAmong, Identical, RefusedAmong } from './identity.js';

/** Ours and the client's price by model. `Extract` because the client's `Orb.Price.UnitPrice` resolves to `any`. */
type Pairs = {
  [M in CurrentModelType]: [Writable<PriceOf<M>>, Extract<Orb.Price, { model_type: M }>];
};

describe('a price document', () => {
  test('has no part that is any', () => {
    expectTypeOf<AnyAmong<Pairs>>().toBeNever();
    expectTypeOf<AnyAmong<{ price: [Price, Orb.Price]; legacy: [LegacyPrice, LegacyPrice] }>>().toBeNever();
    expectTypeOf<AnyAmong<{ [M in ModelType]: [PriceModelConfigs[M], PriceDocumentConfigs[M]] }>>().toBeNever();
  });

  test('has the 35 models of the client, and the 3 legacy ones beside them', () => {
    expectTypeOf<CurrentModelType>().toEqualTypeOf<Orb.Price['model_type']>();
    expectTypeOf<Price['model_type']>().toEqualTypeOf<Orb.Price['model_type']>();
    expectTypeOf<LegacyPrice['model_type']>().toEqualTypeOf<'bps' | 'bulk_bps' | 'tiered_bps'>();
    expectTypeOf<ModelType>().toEqualTypeOf<CurrentModelType | LegacyModelType>();
  });

  test('is, once writable, the type of the client, model by model', () => {
    expectTypeOf<DifferentAmong<Pairs>>().toBeNever();
  });

  test('is assignable both ways as a whole, the writable form only because arrays are readonly here', () => {
    expectTypeOf<RefusedAmong<{ fetched: [Price, Orb.Price]; made: [Orb.Price, Writable<Price>] }>>().toBeNever();
    expectTypeOf<RefusedAmong<{ readonly: [Orb.Price, Price] }>>().toEqualTypeOf<'readonly'>();
  });

  test('narrows by its model type', () => {
    expectTypeOf<Extract<Price, { model_type: 'unit' }>['unit_config']>().toEqualTypeOf<UnitConfig>();
    expectTypeOf<Extract<Price, { model_type: 'unit' }>>().not.toHaveProperty('tiered_config');
  });
});

describe('the tests of this room', () => {
  test('tell apart what they are meant to tell apart', () => {
    expectTypeOf<Identical<{ a?: 1 }, { a: 1 | undefined }>>().toEqualTypeOf<false>();
    expectTypeOf<Identical<{ a: 1; b?: 2 }, { a: 1 }>>().toEqualTypeOf<false>();
    expectTypeOf<Identical<{ a: { b: string }[] }, { a: { b: 'c' }[] }>>().toEqualTypeOf<false>();
    expectTypeOf<Identical<{ readonly a: 1 }, { a: 1 }>>().toEqualTypeOf<false>();
    expectTypeOf<DifferentAmong<{ same: [1, 1]; other: [{ a: number }, { a: string }] }>>().toEqualTypeOf<'other'>();
    expectTypeOf<AnyAmong<{ one: [1, any]; two: [any, 1]; three: [1, unknown] }>>().toEqualTypeOf<'one' | 'two'>();
    expectTypeOf<RefusedAmong<{ wide: [string, 'a']; narrow: ['a', string] }>>().toEqualTypeOf<'narrow'>();
  });
});
