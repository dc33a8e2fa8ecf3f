import { page } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What license types answer to. */
export const licenseTypeRoutes: readonly Route[] = [
  route('GET /license_types', 'list-license-types', { query: { ...page } }),
  route('POST /license_types', 'create-license-type', { body: 'required', status: 201 }),
  route('GET /license_types/{license_type_id}', 'fetch-license-type'),
];
