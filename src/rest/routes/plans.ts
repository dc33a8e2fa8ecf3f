import { between, oneOf, page } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What plans answer to. */
export const planRoutes: readonly Route[] = [
  route('GET /plans', 'list-plans', {
    query: { ...page, status: oneOf('active', 'archived', 'draft'), ...between('created_at') },
  }),
  route('POST /plans', 'create-plan', { body: 'required', status: 201 }),
  route('GET /plans/external_plan_id/{external_plan_id}', 'fetch-plan-external-id'),
  route('PUT /plans/external_plan_id/{external_plan_id}', 'update-plan-external', { body: 'required' }),
  route('POST /plans/external_plan_id/{external_plan_id}/set_default_version', 'set-default-version-external-id', {
    body: 'required',
  }),
  route('POST /plans/external_plan_id/{external_plan_id}/versions', 'create-plan-version-external-id', {
    body: 'required',
    status: 201,
  }),
  route('GET /plans/external_plan_id/{external_plan_id}/versions/{version}', 'fetch-plan-version-external-id'),
  route('GET /plans/{plan_id}', 'fetch-plan'),
  route('PUT /plans/{plan_id}', 'update-plan', { body: 'required' }),
  route('GET /plans/{plan_id}/migrations', 'list-migrations', { query: { ...page } }),
  route('GET /plans/{plan_id}/migrations/{migration_id}', 'fetch-migration'),
  route('POST /plans/{plan_id}/migrations/{migration_id}/cancel', 'cancel-migration'),
  route('POST /plans/{plan_id}/set_default_version', 'set-default-version', { body: 'required' }),
  route('POST /plans/{plan_id}/versions', 'create-plan-version', { body: 'required', status: 201 }),
  route('GET /plans/{plan_id}/versions/{version}', 'fetch-plan-version'),
];
