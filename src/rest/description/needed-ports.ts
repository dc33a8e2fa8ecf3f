import type { BillingServiceOptions, OperationId } from '../../service/index.js';

/** The ports of a service, through which other systems are asked. */
type Port = keyof Pick<BillingServiceOptions, 'payments' | 'files' | 'portal'>;

/** Operations that other systems do: refused as `feature_not_available` where the port is not connected. */
export const neededPorts: { readonly [Id in OperationId]?: Port } = {
  'pay-invoice': 'payments',
  'sync-customer-payment-methods-from-gateway': 'payments',
  'sync-customer-payment-methods-from-gateway-by-external-id': 'payments',
  'regenerate-invoice-pdf': 'files',
  'regenerate-receipt-pdf': 'files',
  'create-customer-portal-session': 'portal',
  'create-customer-portal-session-by-external-id': 'portal',
};
