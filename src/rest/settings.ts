import type { BillingService } from '../service/index.js';
import type { CustomerPortal } from './portal/create-portal.js';

export type HandlerOptions = {
  readonly service: BillingService;
  /** Names the account of a request, or null if it comes from nobody known. */
  readonly authenticate: (request: Request) => string | null | Promise<string | null>;
  /** Where the API is mounted, such as `/v1`; at the root unless told otherwise. */
  readonly base_path?: string | undefined;
  /** Larger bodies are refused; ten million bytes unless told otherwise. */
  readonly most_bytes?: number | undefined;
  /** Whose pages are served at `/portal/…` below the base path; none unless given. */
  readonly portal?: CustomerPortal | undefined;
  /** Told of our own mistakes, which the caller learns nothing of. */
  readonly onError?: ((error: unknown, request: Request) => void) | undefined;
};
