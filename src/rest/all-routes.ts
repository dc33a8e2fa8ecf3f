import { accountRoutes } from './routes/account.js';
import { alertRoutes } from './routes/alerts.js';
import { aliasRoutes } from './routes/aliases.js';
import { couponRoutes } from './routes/coupons.js';
import { creditBlockRoutes } from './routes/credit-blocks.js';
import { creditNoteRoutes } from './routes/credit-notes.js';
import { customerRoutes } from './routes/customers.js';
import { dimensionalPriceGroupRoutes } from './routes/dimensional-price-groups.js';
import { eventRoutes } from './routes/events.js';
import { invoiceRoutes } from './routes/invoices.js';
import { itemRoutes } from './routes/items.js';
import { licenseTypeRoutes } from './routes/license-types.js';
import { licenseRoutes } from './routes/licenses.js';
import { metricRoutes } from './routes/metrics.js';
import { planRoutes } from './routes/plans.js';
import { priceRoutes } from './routes/prices.js';
import type { Route } from './routes/route.js';
import { subscriptionChangeRoutes } from './routes/subscription-changes.js';
import { subscriptionRoutes } from './routes/subscriptions.js';

/** The one table: every operation of the API description, and the other paths it is called by. */
export const allRoutes: readonly Route[] = [
  ...accountRoutes,
  ...alertRoutes,
  ...couponRoutes,
  ...creditBlockRoutes,
  ...creditNoteRoutes,
  ...customerRoutes,
  ...dimensionalPriceGroupRoutes,
  ...eventRoutes,
  ...invoiceRoutes,
  ...itemRoutes,
  ...licenseTypeRoutes,
  ...licenseRoutes,
  ...metricRoutes,
  ...planRoutes,
  ...priceRoutes,
  ...subscriptionChangeRoutes,
  ...subscriptionRoutes,
  ...aliasRoutes,
];
