import type { DateTimeText } from './text.js';

/** A mention of another document by its id alone. */
export type Reference = { readonly id: string };

/** A mention by id with the name to show. */
export type NamedReference = { readonly id: string; readonly name: string };

/** A customer as other documents mention one. */
export type CustomerReference = { readonly id: string; readonly external_customer_id: string | null };

/** A plan as other documents mention one; all keys are null for a subscription without a plan. */
export type PlanReference = {
  readonly id: string | null;
  readonly external_plan_id: string | null;
  readonly name: string | null;
};

/** A plan mentioned together with the version meant, a number written as text. */
export type PlanVersionReference = PlanReference & { readonly plan_version: string };

/** The product a plan belongs to. */
export type Product = NamedReference & { readonly created_at: DateTimeText };
