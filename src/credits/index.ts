/**
 * Prepaid credits: blocks, and the ledger of what became of them.
 *
 * Owns blocks and the order in which they are burnt, the seven kinds of entries, the spread of a line over its days and
 * licences,
 * allocations, top-ups and what is recognised as revenue. Does not rate (it is handed cumulative subtotals), does not know
 * invoices beyond their ids, and writes no JSON (api). Invariants: a ledger is a pure function of blocks, acts and charges;
 * granted = used + expired + voided + left; each entry starts where the one before it ended; a block stays between zero
 * and what it was granted.
 *
 * @module credits
 */
export type {
  AmendmentAct,
  BlockAct,
  DecrementAct,
  EndAct,
  ExpirationChangeAct,
  LedgerAct,
  VoidAct,
} from './acts/act.js';
export { addAct } from './acts/add-act.js';
export { compareBurnOrder, type BlockSource, type CreditBlock } from './block.js';
export { addBlock, deleteBlock, payBlock } from './blocks.js';
export {
  endAllocation,
  grantAllocation,
  resumeAllocation,
  withdrawGrants,
  type Allocation,
  type AllocationEnd,
  type GrantTerms,
} from './allocations.js';
export type { CreditCharge } from './charges/charge.js';
export { divideByLicense, type ByLicense, type SharedDay } from './charges/divide-by-license.js';
export { invoicesOf, issueCharges, recordCharges, releaseCharges, replaceCharges } from './charges/record-charges.js';
export { spreadOverDays, type SpreadLine } from './charges/spread.js';
export { advanced, emptyLedger, type Ledger } from './ledger.js';
export { licenseOn, type LicensedUse, type LicenseStatus, type LicenseTerm } from './license.js';
export { recognizeRevenue, type Recognition } from './revenue.js';
export { voidPurchase, type VoidTerms } from './void-purchase.js';
export { isUsable, type BlockState } from './run/block-state.js';
export type { EntryByHand, LedgerEntry } from './run/entry.js';
export { differenceOf } from './run/register.js';
export { runLedger, type LedgerRun, type RunTerms } from './run/run-ledger.js';
export { overagesOf, type Overage } from './run/unpaid.js';
export { topUp, type Lifetime, type ToppedUp, type TopUp, type TopUpTerms } from './top-ups.js';
