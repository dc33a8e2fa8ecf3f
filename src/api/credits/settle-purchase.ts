import { payBlock, voidPurchase, type Ledger } from '../../credits/index.js';
import type { Instant } from '../../time/index.js';
import type { CreditLedger, CreditTopUp, Effect, Policies } from '../../wire/index.js';
import { newBlockId } from './decode/new-id.js';
import type { PurchasedCredits } from './decode/purchased-credits.js';
import type { InvoiceTransition } from '../invoices/encode/invoice-transition.js';
import { encodeLedgerStep } from './encode/transition.js';

/** The credits that an invoice billed. */
export type PurchasedCreditsInput = {
  readonly ledger: CreditLedger;
  /** Blocks of this ledger. */
  readonly block_ids: readonly string[];
  /** The top-up that ordered them, if one did. */
  readonly top_up?: Pick<CreditTopUp, 'id'> | null | undefined;
};

/** An invoice after an action on it, with the ledger of the credits that it billed; null where none was given. */
export type PurchaseTransition = InvoiceTransition & { readonly ledger: CreditLedger | null };

/** What becomes of bought credits: paid for at an instant, voided with their invoice, or nothing yet. */
export type PurchaseOutcome = { readonly kind: 'paid' | 'voided' | 'open'; readonly at: Instant };

/** What became of the credits, and the policies by which their ledger is run. */
export type SettledPurchase = PurchaseOutcome & { readonly policies: Policies };

/** Lets an action on an invoice act on the credits that it billed, and on the order behind them (§8.5, §11.3). */
export function settlePurchase(
  transition: InvoiceTransition,
  purchased: PurchasedCredits | null,
  settled: SettledPurchase,
): PurchaseTransition {
  if (purchased === null) return { ...transition, ledger: null };
  const next = purchasedAfter(purchased, settled);
  const step = encodeLedgerStep(purchased.reading, { next, grace_hours: settled.policies.grace_period_hours });
  const { ledger, effects } = step.transition;
  const disabled = disableTopUp(purchased, settled.kind);
  return { ...transition, ledger, effects: [...transition.effects, ...effects, ...disabled] };
}

/** The ledger of bought credits once they were paid for or voided. */
export function purchasedAfter(
  { reading, block_ids }: PurchasedCredits,
  { kind, at, policies }: SettledPurchase,
): Ledger {
  const grace_hours = policies.grace_period_hours;
  const idOf = (ledger: Ledger) => newBlockId(ledger, ['void'], at);
  return block_ids.reduce((ledger, id) => {
    if (kind === 'voided') return voidPurchase(ledger, id, { at, grace_hours, idOf });
    return kind === 'paid' ? payAwaiting(ledger, id, at) : ledger;
  }, reading.ledger);
}

/** Credits that awaited their payment count from its local day on; others count already. */
export function payAwaiting(ledger: Ledger, block_id: string, at: Instant): Ledger {
  const block = ledger.blocks.find(({ id }) => id === block_id);
  return block?.usable_from === null ? payBlock(ledger, block_id, at) : ledger;
}

/** An order whose invoice was voided buys no more. */
export function disableTopUp(purchased: PurchasedCredits | null, kind: PurchaseOutcome['kind']): readonly Effect[] {
  const top_up_id = purchased?.top_up_id ?? null;
  if (purchased === null || top_up_id === null || kind !== 'voided') return [];
  return [{ kind: 'top_up_disabled', customer_id: purchased.reading.ledger.customer_id, top_up_id }];
}
