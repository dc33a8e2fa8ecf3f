/** Prepaid credits: ledgers, what is granted, burnt and bought, top-ups, balances and revenue. */
export type { BilledPurchases, PurchaseBillingInput, PurchaseInvoice } from './bill-purchase.js';
export type { PurchasedCreditsInput, PurchaseTransition } from './settle-purchase.js';
export type { LedgersTransition } from './settle-ledgers.js';
export { createLedger, type CreateLedgerInput } from './create-ledger.js';
export { applyLedgerEntry, type ApplyLedgerEntryInput } from './apply-ledger-entry.js';
export {
  burnCredits,
  type BurnCreditsInput,
  type BurntCredits,
  type CreditChargeInput,
  type UncoveredCharge,
} from './burn-credits.js';
export { expireCredits, type ExpireCreditsInput } from './expire-credits.js';
export { creditBalance, type CreditBalance, type CreditBalanceInput } from './credit-balance.js';
export { grantAllocations, type AllocationInput, type GrantAllocationsInput } from './grant-allocations.js';
export { evaluateTopUps, type EvaluateTopUpsInput } from './evaluate-top-ups.js';
export { payCreditBlock, type CreditBlockCall } from './pay-credit-block.js';
export { deleteCreditBlock, type DeleteCreditBlockInput, type DeletedCreditBlock } from './delete-credit-block.js';
export type { UndonePurchaseInput } from './undo-purchase.js';
export { createTopUp, type CreateTopUpInput, type TopUpTransition } from './create-top-up.js';
export { deleteTopUp, type DeletedTopUp, type DeleteTopUpInput } from './delete-top-up.js';
export { issueCreditCharges, type CreditChargesCall } from './issue-credit-charges.js';
export { releaseCreditCharges } from './release-credit-charges.js';
export {
  recognizedRevenue,
  type RecognizedAmount,
  type RecognizedRevenue,
  type RecognizedRevenueInput,
} from './recognized-revenue.js';
export type { LedgerTransition } from './encode/transition.js';
