import type { BillingServiceOptions } from '../../../src/service/index.js';

/** Other systems that do what they are asked for. */
export const ports: Partial<BillingServiceOptions> = {
  payments: {
    pay: async () => ({ succeeded: true, payment_provider: 'stripe', payment_provider_id: 'pi_1' }),
    paymentMethod: async () => null,
  },
  files: {
    invoice: async ({ id }) => `https://files.test/invoices/${id}.pdf`,
    receipt: async ({ id }) => `https://files.test/receipts/${id}.pdf`,
  },
  portal: { open: async ({ id }) => `https://portal.test/${id}` },
};
