import type { Optional } from './shape.js';

/** A postal address; `country` is an ISO 3166 code. */
export type Address = {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postal_code: string | null;
  readonly country: string | null;
};

/** An {@link Address} as it is accepted. */
export type AddressInput = Optional<Address>;
