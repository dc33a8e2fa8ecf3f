import type { JsonDocument } from '../repository/index.js';

/** What a call brings beside its parameters. */
export type OperationContext = {
  readonly account_id: string;
  readonly idempotency_key: string | null;
  readonly creates_pending_change: boolean;
};

/** The operations of a billing service by their names in the API description. */
export type Operations = {
  readonly [operation: string]: ((params: JsonDocument, context: OperationContext) => Promise<unknown>) | undefined;
};

export type HandlerOptions = {
  readonly service: { readonly operations: Operations };
  /** Names the account of a request, or null if it comes from nobody known. */
  readonly authenticate: (request: Request) => string | null | Promise<string | null>;
  /** Where the API is mounted, such as `/v1`; at the root unless told otherwise. */
  readonly base_path?: string | undefined;
  /** Larger bodies are refused; ten million bytes unless told otherwise. */
  readonly most_bytes?: number | undefined;
  /** Told of our own mistakes, which the caller learns nothing of. */
  readonly onError?: ((error: unknown, request: Request) => void) | undefined;
};
