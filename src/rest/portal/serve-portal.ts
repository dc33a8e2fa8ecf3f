import { renderNotice } from '../../pictures/index.js';
import type { BillingService, CallContext } from '../../service/index.js';
import { routeFinder, type FoundRoute } from '../find-route.js';
import { problemOfError } from '../problem-of-error.js';
import type { CustomerPortal } from './create-portal.js';
import type { LinkedSession } from './link.js';
import { pageResponse } from './page-response.js';
import { portalInvoicePage, portalPage } from './portal-pages.js';
import { portalRoutes } from './portal-routes.js';

const findRoute = /*#__PURE__*/ routeFinder(portalRoutes);

/** What a portal is served with. */
export type PortalServer = {
  readonly service: BillingService;
  readonly portal: CustomerPortal;
  readonly onError?: ((error: unknown, request: Request) => void) | undefined;
};

/** Whether a path is a portal's, whatever may follow. */
export function isPortalPath(path: string): boolean {
  return path.startsWith('/portal/');
}

// Whoever comes with a link that is no good learns nothing of why: forged, expired, or another's.
const noGood = {
  title: 'This address does not work',
  text: 'It may have expired, or it was not copied in full. Ask whoever bills you for a new one.',
};
const tooBusy = { title: 'Not just now', text: 'Your bills are being worked on. Try again in a moment.' };
const fault = { title: 'Something went wrong here', text: 'It is not your fault. Try again later.' };
const onlyToRead = { title: 'There is nothing to send here', text: 'These pages can be read, and that is all.' };

/** Answers a request below `/portal/` by a page. Never rejects; nothing but reading is done for it. */
export async function servePortal(server: PortalServer, request: Request, path: string): Promise<Response> {
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    const refused = await pageResponse(405, renderNotice(onlyToRead));
    refused.headers.set('allow', 'GET, HEAD');
    return refused;
  }
  const answer = await show(server, request, path);
  return method === 'GET' ? answer : new Response(null, answer);
}

async function show(server: PortalServer, request: Request, path: string): Promise<Response> {
  try {
    const page = await pageOf(server, request, path);
    return page === null ? await pageResponse(404, renderNotice(noGood)) : await pageResponse(200, page);
  } catch (error) {
    const { status } = problemOfError(error);
    if (status === 500) server.onError?.(error, request);
    return pageResponse(...refusalAt(status));
  }
}

/** What the service refuses does not exist for whoever has the link; others may have kept it from being read. */
function refusalAt(status: number): readonly [status: number, page: string] {
  if (status === 500) return [500, renderNotice(fault)];
  return status === 409 ? [503, renderNotice(tooBusy)] : [404, renderNotice(noGood)];
}

/** The page that is asked for, or null where nothing is or the link was not signed here. */
async function pageOf(server: PortalServer, request: Request, path: string): Promise<string | null> {
  const found = findRoute('GET', path);
  if ('allowed' in found) return null;
  const { link = '' } = found.path;
  const session = await server.portal.read(link);
  if (session === null) return null;
  const cursor = new URL(request.url).searchParams.get('cursor');
  return pageAt(server, { found, session, link, cursor });
}

type Asked = {
  readonly found: FoundRoute;
  readonly session: LinkedSession;
  readonly link: string;
  readonly cursor: string | null;
};

async function pageAt({ service, portal }: PortalServer, { found, session, link, cursor }: Asked): Promise<string> {
  const { portal_session_id, account_id } = session;
  const context: CallContext = { account_id };
  const surroundings = { issuer: portal.issuer, link };
  const { invoice_id, subscription_id } = found.path;
  if (invoice_id !== undefined) {
    return portalInvoicePage(
      await service.fetchPortalInvoice({ portal_session_id, invoice_id }, context),
      surroundings,
    );
  }
  if (subscription_id !== undefined) {
    const asked = { portal_session_id, subscription_id };
    return portalInvoicePage(await service.fetchPortalUpcomingInvoice(asked, context), surroundings);
  }
  return portalPage(await service.fetchPortal({ portal_session_id, cursor }, context), { ...surroundings, cursor });
}
