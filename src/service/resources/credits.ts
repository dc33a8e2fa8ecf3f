import { fail, isGiven, isObject } from '../../errors/index.js';
import { applyLedgerEntry, creditBalance, type LedgerTransition } from '../../index.js';
import type { CreditLedgerEntry, CustomerCreditBalance, NewLedgerEntry, Page } from '../../wire/index.js';
import { optionalTextIn } from '../body.js';
import { policiesOf, type Call } from '../call.js';
import { currentLedger, keepChargedLedgers } from '../billing/charged-ledgers.js';
import { keepLedgers, ledgerOf } from '../billing/ledgers.js';
import { billingOf, keepPurchases } from '../billing/purchases.js';
import { storeEffects } from '../effects/store-effects.js';
import { withinBounds, type DateBounds } from '../kept/filters.js';
import { pageOf, type PageParams } from '../kept/pages.js';
import { needCustomer, type CustomerParams } from './customer-reference.js';

/** Credits are in this unit unless a request says otherwise. */
const usualCurrency = 'credits';
const mostEntries = 1000;

/** Adds an entry made by hand to a customer's ledger, and invoices what it sells (§8.5). */
export async function createLedgerEntry(
  call: Call,
  params: CustomerParams & { readonly body: NewLedgerEntry },
): Promise<CreditLedgerEntry> {
  const { body } = params;
  if (!isObject(body)) return fail('body', 'invalid_type', 'has to be an object; give an entry');
  const customer = await needCustomer(call, params);
  await keepChargedLedgers(call, customer.document.id);
  const ledger = await ledgerOf(call, customer.document, optionalTextIn(body, 'currency') ?? usualCurrency);
  const { credit_invoice_settings } = call.account;
  const entry = identified(call, body);
  const entered = applyLedgerEntry({
    ledger,
    entry,
    at: call.at,
    ...(credit_invoice_settings === undefined ? {} : { credit_invoice_settings }),
    ...(isSale(body) ? { billing: await billingOf(call, customer, 1) } : {}),
    ...policiesOf(call),
  });
  await keepLedgers(call, [entered.ledger]);
  await storeEffects(call.transaction, entered.effects);
  await keepPurchases(call, entered.invoices, { currency: ledger.currency, top_up_id: null });
  return answered(entered, entry);
}

type IdentifiedEntry = NewLedgerEntry & { readonly block_id?: string | null | undefined };

/** A grant with the id of its block. */
function identified(call: Call, body: NewLedgerEntry): IdentifiedEntry {
  return body.entry_type === 'increment' ? { ...body, block_id: call.newId('credit_block') } : body;
}

/** The blocks of a customer with something left in them, or all of them. */
export async function listCredits(
  call: Call,
  params: CustomerParams &
    PageParams &
    DateBounds<'effective_date'> & {
      readonly currency?: string | null;
      readonly include_all_blocks?: boolean | string | null;
    },
): Promise<Page<CustomerCreditBalance>> {
  const { document: customer } = await needCustomer(call, params);
  const ledger = await currentLedger(call, customer, params.currency ?? usualCurrency);
  const all = params.include_all_blocks === true || params.include_all_blocks === 'true';
  const within = withinBounds(params, 'effective_date');
  const blocks = all
    ? ledger.all_blocks
    : creditBalance({ ledger: ledger.document, at: call.at, ...policiesOf(call) }).blocks;
  // The list's filters can select by item only, which is all that a block can be given.
  const listed = blocks.filter(({ effective_date }) => within(effective_date)) as readonly CustomerCreditBalance[];
  return pageOf(listed, params);
}

/** The entries of a customer's ledger, the latest first. */
export async function listLedger(
  call: Call,
  params: CustomerParams &
    PageParams &
    DateBounds<'created_at'> & {
      readonly currency?: string | null;
      readonly entry_type?: string | null;
      readonly entry_status?: string | null;
      readonly minimum_amount?: string | number | null;
    },
): Promise<Page<CreditLedgerEntry>> {
  const { document: customer } = await needCustomer(call, params);
  const ledger = await currentLedger(call, customer, params.currency ?? usualCurrency);
  const within = withinBounds(params, 'created_at');
  const least = Number(params.minimum_amount ?? 0);
  const { entry_type, entry_status } = params;
  const entries = ledger.entries.filter(
    (entry) =>
      within(entry.created_at) &&
      entry.amount >= least &&
      (entry_type ?? entry.entry_type) === entry.entry_type &&
      (entry_status ?? entry.entry_status) === entry.entry_status,
  );
  return pageOf([...entries].reverse(), params, mostEntries);
}

function isSale(body: NewLedgerEntry): boolean {
  if (body.entry_type !== 'increment') return false;
  return isGiven(body.per_unit_cost_basis) && Number(body.per_unit_cost_basis) > 0;
}

/** The entry that a request is answered with: of a grant that of its block, which a date in the past puts before others. */
function answered({ entries }: LedgerTransition, { entry_type, block_id }: IdentifiedEntry): CreditLedgerEntry {
  if (entry_type === 'increment') {
    const granted = entries.find((entry) => entry.entry_type === entry_type && entry.credit_block.id === block_id);
    if (granted !== undefined) return granted;
  }
  // One request may write several entries, of which the last of its kind is answered (Orb:API).
  const wanted = entry_type === 'void' ? ['void', 'void_initiated'] : [entry_type];
  const written = entries.filter((entry) => wanted.includes(entry.entry_type));
  const last = written.at(-1) ?? entries.at(-1);
  return last ?? fail('body', 'invalid_transition', 'changes nothing of the ledger at this time');
}
