import type { Issue } from '../../errors/index.js';

/** Something stored that does not add up, or does not follow from what else is stored. */
export type AuditFinding = {
  readonly subject: 'invoice' | 'credit_note' | 'credit_ledger' | 'balance';
  /** The invoice, the credit note, the ledger, or the customer whose balance it is. */
  readonly id: string;
  readonly customer_id: string;
  /** The number of an invoice or a note, or what else people call it. */
  readonly name: string;
  /** Where in the document, such as `line_items[2].amount`; empty where it is about the document as a whole. */
  readonly path: string;
  readonly code: Issue['code'];
  readonly message: string;
};
