import { route, type Route } from './route.js';

/** What account answer to. */
export const accountRoutes: readonly Route[] = [route('GET /ping', 'ping')];
