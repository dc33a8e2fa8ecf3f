import { isRealCurrency } from '../../currency/index.js';
import { isBillingError } from '../../errors/index.js';
import type { CreditLedger, Customer, Price } from '../../wire/index.js';
import type { Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, readKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { advancedLedger, type AdvancedLedger } from './advanced-ledger.js';
import { chargeTogether, type DraftOn } from './charge-together.js';
import { chargingDrafts } from './drafts-of.js';
import type { DueDraft } from './due-drafts.js';
import { keepLedgers, ledgerOf, ledgersOf } from './ledgers.js';
import type { ChargedLedgers, FoundCharges, LedgersQuestion } from './run-moment.js';

/** A customer's ledgers with what open invoices charge by now, also those in which nothing happened yet but this; nothing of it is stored. */
export async function chargedLedgers(
  call: Call,
  customer_id: string,
  currencies: readonly string[] = [],
): Promise<ChargedLedgers> {
  return chargedBy(call, { customer_id, currencies }, (kept, ledgers) => chargingDrafts(call, kept, ledgers));
}

/**
 * The ledgers as the invoices of one subscription find them: with what all others of the customer charge by now, because
 * days ascend over all invoices alike (§8.3). What it charges itself by drafts is not among it, or is found in its place.
 */
export async function ledgersBeside(call: Call, customer_id: string, subscription_id: string): Promise<ChargedLedgers> {
  return chargedBy(call, { customer_id, currencies: [] }, beside(call, subscription_id));
}

/**
 * The ledgers as one coming invoice of a customer finds them: with what all others charge by now, those of its own
 * subscription among them, such as of a quarter beside a month. What it charges itself is replaced by it.
 */
export async function ledgersOfAll(call: Call, customer_id: string): Promise<ChargedLedgers> {
  return chargedBy(call, { customer_id, currencies: [] }, (kept, ledgers) => draftsUnlessRefused(call, kept, ledgers));
}

/**
 * The same for a partial invoice, also where nothing was granted yet: what it bills is charged, so that credits that come
 * later pay what is used since and never what was billed (§8.1).
 */
export async function ledgersOfPartial(call: Call, { document }: Kept<'subscription'>): Promise<ChargedLedgers> {
  const { id, customer, price_intervals } = document;
  const units = price_intervals.map(({ price }) => price.currency).filter((currency) => !isRealCurrency(currency));
  return chargedBy(call, { customer_id: customer.id, currencies: units }, beside(call, id));
}

function beside(call: Call, subscription_id: string): DraftOn {
  return async (kept, ledgers) =>
    kept.document.id === subscription_id ? [] : draftsUnlessRefused(call, kept, ledgers);
}

/** Stores the ledgers as the invoices of one subscription find them, before these are stored too; answers them. */
export async function keepLedgersBeside(
  call: Call,
  customer_id: string,
  subscription_id: string,
): Promise<readonly CreditLedger[]> {
  return keepCharged(call, await ledgersBeside(call, customer_id, subscription_id));
}

/** Stores what open invoices charge by now, because what is done by hand acts on what usage has left. */
export async function keepChargedLedgers(call: Call, customer_id: string): Promise<void> {
  await keepCharged(call, await ledgersOfAll(call, customer_id));
}

async function keepCharged(call: Call, { ledgers, effects }: ChargedLedgers): Promise<readonly CreditLedger[]> {
  const changes = effects();
  if (changes.length > 0) {
    call.moment?.charges.settle(ledgers);
    await keepLedgers(call, ledgers);
    await storeEffects(call.transaction, changes);
  }
  return ledgers;
}

/** In a moment of a run all that ask are answered by the charges of all, which a draft finds its own among and replaces. */
async function chargedBy(call: Call, question: LedgersQuestion, draftOn: DraftOn): Promise<ChargedLedgers> {
  const { moment } = call;
  if (moment === null) return findCharges(call, question, draftOn);
  return moment.charges.once(question, (asked) =>
    findCharges(call, asked, (kept, ledgers) => draftsUnlessRefused(call, kept, ledgers)),
  );
}

async function findCharges(call: Call, question: LedgersQuestion, draftOn: DraftOn): Promise<FoundCharges> {
  const subscriptions = await allKept(call, 'subscription', `customer:${question.customer_id}`);
  const { ledgers, lent } = await ledgersFor(call, question, subscriptions);
  if (ledgers.length === 0) return { ledgers, effects: () => [], lent };
  const stored = await storedInvoices(call, ledgers);
  return { ...(await chargeTogether(call, ledgers, { subscriptions, stored, draftOn })), lent };
}

type Ledgers = { readonly ledgers: readonly CreditLedger[]; readonly lent: ReadonlySet<string> };

/** The stored ledgers, and an empty one for each unit that only credits can pay: what nobody granted is a deficit (F19). */
async function ledgersFor(
  call: Call,
  { customer_id, currencies }: LedgersQuestion,
  subscriptions: readonly Kept<'subscription'>[],
): Promise<Ledgers> {
  const stored = await ledgersOf(call, customer_id);
  const units = subscriptions.flatMap(({ document }) => document.price_intervals.flatMap(({ price }) => unitOf(price)));
  const missing = [...new Set([...currencies, ...units])].filter((unit) =>
    stored.every(({ currency }) => currency !== unit),
  );
  if (missing.length === 0) return { ledgers: stored, lent: new Set() };
  const { document: customer } = await needKept(call, 'customer', customer_id);
  const empty = await Promise.all(missing.map((unit) => ledgerOf(call, customer, unit)));
  return { ledgers: [...stored, ...empty], lent: new Set(missing.filter((unit) => !units.includes(unit))) };
}

/** The unit of a price that is worth no money. */
function unitOf({ currency, conversion_rate, conversion_rate_config }: Price): readonly string[] {
  return isRealCurrency(currency) || conversion_rate !== null || conversion_rate_config !== null ? [] : [currency];
}

/** One subscription that cannot be computed charges nothing yet, and does not keep its customer from all the others. */
async function draftsUnlessRefused(...asked: Parameters<typeof chargingDrafts>): Promise<readonly DueDraft[]> {
  try {
    return await chargingDrafts(...asked);
  } catch (error) {
    if (isBillingError(error)) return [];
    throw error;
  }
}

/** The invoices of open charges that are stored: what drafts charged that never were is found anew. */
async function storedInvoices(call: Call, ledgers: readonly CreditLedger[]): Promise<ReadonlySet<string>> {
  const stored = new Set<string>();
  const open = ledgers.flatMap(({ charges }) =>
    charges.flatMap(({ issued, invoice_id }) => (issued === null ? [invoice_id] : [])),
  );
  for (const invoice_id of new Set(open)) {
    if ((await readKept(call, 'invoice', invoice_id)) !== null) stored.add(invoice_id);
  }
  return stored;
}

/** A ledger with what open invoices charge by now: usage is deducted as it happens, and not when it is invoiced (§8.2). */
export async function currentLedger(call: Call, customer: Customer, currency: string): Promise<AdvancedLedger> {
  const { ledgers, effects } = await chargedLedgers(call, customer.id);
  const ledger = ledgers.find((one) => one.currency === currency) ?? (await ledgerOf(call, customer, currency));
  return advancedLedger(call, ledger, effects());
}
