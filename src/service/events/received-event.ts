import type { LoggedEvent } from '../../wire/index.js';

/** What is kept of an event beside what was logged: when it came, with which backfill, and after how many corrections. */
export type Receipt = { readonly at: string; readonly backfill_id: string | null; readonly after: number };

/** An event with the receipt of its batch. */
export type ReceivedEvent = { readonly logged: LoggedEvent; readonly receipt: Receipt };
