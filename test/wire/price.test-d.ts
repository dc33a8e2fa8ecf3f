import type Orb from 'orb-billing';
import { describe, expectTypeOf, test } from 'vitest';
import type {
  CurrentModelType,
  LegacyModelType,
  LegacyPrice,
  ModelType,
  Price,
  PriceDocumentConfigs,
  PriceInput,
  PriceModelConfigs,
  PriceOf,
  Writable,
} from '../../src/wire/index.js';

type NewPlanPrice = NonNullable<Orb.PlanCreateParams['prices'][number]['price']>;
type NewSubscriptionPrice = NonNullable<NonNullable<Orb.SubscriptionCreateParams['add_prices']>[number]['price']>;
type NewIntervalPrice = NonNullable<NonNullable<Orb.SubscriptionPriceIntervalsParams['add']>[number]['price']>;

describe('a price document', () => {
  test('no type under test is any', () => {
    expectTypeOf<Price>().not.toBeAny();
    expectTypeOf<PriceInput>().not.toBeAny();
    expectTypeOf<Orb.Price>().not.toBeAny();
    expectTypeOf<Orb.PriceCreateParams>().not.toBeAny();
    expectTypeOf<NewPlanPrice>().not.toBeAny();
    expectTypeOf<NewSubscriptionPrice>().not.toBeAny();
    expectTypeOf<NewIntervalPrice>().not.toBeAny();
    expectTypeOf<{ [M in ModelType]: 0 extends 1 & PriceModelConfigs[M] ? M : never }[ModelType]>().toBeNever();
    expectTypeOf<{ [M in ModelType]: 0 extends 1 & PriceDocumentConfigs[M] ? M : never }[ModelType]>().toBeNever();
  });

  test('has the models of the client and no other', () => {
    expectTypeOf<Price['model_type']>().toEqualTypeOf<Orb.Price['model_type']>();
    expectTypeOf<CurrentModelType>().toEqualTypeOf<Orb.Price['model_type']>();
    expectTypeOf<ModelType>().toEqualTypeOf<Orb.Price['model_type'] | 'bps' | 'bulk_bps' | 'tiered_bps'>();
    expectTypeOf<LegacyPrice['model_type']>().toEqualTypeOf<LegacyModelType>();
  });

  test('is, once writable, identical to the type of the client, model by model', () => {
    type Different = {
      [M in CurrentModelType]: Identical<Writable<PriceOf<M>>, Extract<Orb.Price, { model_type: M }>> extends true
        ? never
        : M;
    }[CurrentModelType];
    expectTypeOf<Different>().toBeNever();
  });

  test('is assignable both ways as a whole', () => {
    expectTypeOf<Orb.Price>().toExtend<Price>();
    expectTypeOf<Writable<Price>>().toExtend<Orb.Price>();
    expectTypeOf<Price>().not.toExtend<Orb.Price>(); // readonly arrays are what Writable is for
  });
});

type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
