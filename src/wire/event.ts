import type { DateTimeText } from './text.js';

/** The properties of an event; metrics, filters and groupings read them by name. */
export type EventProperties = { readonly [key: string]: unknown };

/** A usage event as a search returns it; `id` is its idempotency key. */
export type Event = {
  readonly id: string;
  readonly customer_id: string | null;
  readonly external_customer_id: string | null;
  readonly event_name: string;
  readonly properties: EventProperties;
  readonly timestamp: DateTimeText;
  /** True once the event no longer counts. */
  readonly deprecated: boolean;
};

/** A usage event as it is accepted: ingested, previewed or fetched. `idempotency_key` or `id` tells repeats apart. */
export type EventInput = {
  readonly event_name: string;
  readonly timestamp: DateTimeText;
  readonly properties: EventProperties;
  readonly idempotency_key?: string | undefined;
  readonly id?: string | undefined;
  readonly customer_id?: string | null | undefined;
  readonly external_customer_id?: string | null | undefined;
  readonly deprecated?: boolean | undefined;
};

/** The request that replaces what an ingested event says; its id stays. */
export type AmendEventRequest = Omit<EventInput, 'id' | 'idempotency_key' | 'deprecated'>;

/** The answer to ingesting events: which were refused, and why. */
export type IngestionResponse = {
  readonly validation_failed: readonly {
    readonly idempotency_key: string;
    readonly validation_errors: readonly string[];
  }[];
};
