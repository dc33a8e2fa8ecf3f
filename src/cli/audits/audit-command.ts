import { auditAccount } from '../../service/index.js';
import type { Environment } from '../environment.js';
import type { AuditOptions } from '../options.js';
import { CommandRefusal } from '../refusal.js';
import { serviceOptions } from '../server/account.js';
import { openStore } from '../server/open-store.js';
import { describeAudit } from './describe-audit.js';

/**
 * `reckoner audit`: holds what a server's database keeps against itself; answers whether anything was found.
 *
 * @throws CommandRefusal if the database cannot be opened
 */
export async function runAuditCommand(
  options: AuditOptions,
  environment: Environment,
): Promise<'findings' | undefined> {
  const { place, invoices, format } = options;
  if (place.kind === 'memory') {
    throw new CommandRefusal('memory keeps nothing from one command to the next; name a database with --db');
  }
  const store = await openStore(place);
  try {
    const audit = await auditAccount(serviceOptions(store, environment), { invoices });
    environment.stdout.write(format === 'json' ? `${JSON.stringify(audit)}\n` : describeAudit(audit));
    const differing = audit.recomputed?.differing ?? [];
    return audit.findings.length + differing.length > 0 ? 'findings' : undefined;
  } finally {
    await store.close();
  }
}
