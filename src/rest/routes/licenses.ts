import { date, oneOf, page, required, text } from '../query-grammar.js';
import { route, type Route } from './route.js';

const whose = { subscription_id: required(text), license_type_id: required(text) };
const usage = { start_date: date, end_date: date, group_by: text, ...page };

/** What licenses answer to. */
export const licenseRoutes: readonly Route[] = [
  route('GET /licenses', 'list-licenses', {
    query: {
      ...page,
      subscription_id: required(text),
      license_type_id: text,
      external_license_id: text,
      status: oneOf('active', 'inactive'),
    },
  }),
  route('POST /licenses', 'create-license', { body: 'required', status: 201 }),
  route('GET /licenses/external_license_id/{external_license_id}', 'fetch-license-external-id', {
    query: whose,
  }),
  route('GET /licenses/external_licenses/{external_license_id}/usage', 'get-license-usage-by-external-id', {
    query: { ...usage, ...whose },
  }),
  route('GET /licenses/usage', 'get-license-usage-by-type', {
    query: { ...usage, ...whose },
  }),
  route('GET /licenses/{license_id}', 'fetch-license'),
  route('POST /licenses/{license_id}/deactivate', 'deactivate-license', { body: 'required' }),
  route('GET /licenses/{license_id}/usage', 'get-license-usage-by-id', {
    query: usage,
  }),
];
