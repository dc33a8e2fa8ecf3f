import { isBillingError } from '../../errors/index.js';
import { createPortal, type CustomerPortal, type WebhookEndpoint } from '../../rest/index.js';
import type { Environment } from '../environment.js';
import type { ServeOptions } from '../options.js';
import { CommandRefusal, describeIssue, fileRefusal } from '../refusal.js';

// Whoever lists the processes of a machine sees their arguments, so that secrets are named by the files that they are in.

/**
 * Who is told of what happens, each with the secret.
 *
 * @throws CommandRefusal if the file of the secret cannot be read, or is empty
 */
export async function endpointsOf(
  { webhooks }: Pick<ServeOptions, 'webhooks'>,
  environment: Environment,
): Promise<readonly WebhookEndpoint[]> {
  if (webhooks === null) return [];
  const secret = await secretIn(webhooks.secret_file, '--webhook-secret', environment);
  return webhooks.urls.map((url) => ({ url, secret }));
}

/**
 * The portal of customers, or null.
 *
 * @throws CommandRefusal if the file of the secret cannot be read, or the secret is too short
 */
export async function portalOf(
  { portal }: Pick<ServeOptions, 'portal'>,
  environment: Environment,
): Promise<CustomerPortal | null> {
  if (portal === null) return null;
  const secret = await secretIn(portal.secret_file, '--portal-secret', environment);
  try {
    return createPortal({ url: portal.url, secret });
  } catch (error) {
    if (!isBillingError(error)) throw error;
    throw new CommandRefusal(`${portal.secret_file} (--portal-secret): ${error.issues.map(describeIssue).join('; ')}`);
  }
}

async function secretIn(file: string, named: string, environment: Environment): Promise<string> {
  const text = await environment.readText(file).catch((error: unknown) => {
    throw fileRefusal(file, named, error);
  });
  // Editors end a file with a line end, which is no part of the secret.
  const secret = text.trim();
  if (secret === '') throw new CommandRefusal(`${file} (${named}): is empty; write the secret in it`);
  return secret;
}
