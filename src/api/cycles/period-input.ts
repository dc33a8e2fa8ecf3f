/** A half-open period; a date without time is the local midnight it begins with, in the customer's time zone. */
export type PeriodInput = { readonly start_date: string; readonly end_date: string };
