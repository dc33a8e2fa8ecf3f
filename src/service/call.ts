import { fail, isGiven, shown } from '../errors/index.js';
import type { CustomModelsInput, TaxFunction } from '../index.js';
import type { DocumentKind, Transaction } from '../repository/index.js';
import { formatInstant, millisPerHour, parseInstant } from '../time/index.js';
import type { RunMoment } from './billing/run-moment.js';
import type { AccountSettings, BillingServiceOptions, CallContext } from './settings.js';

/** One call of an operation, inside its transaction. */
export type Call = {
  readonly transaction: Transaction;
  /** Now, in the form of documents. */
  readonly at: string;
  readonly account: AccountSettings;
  readonly tax: TaxFunction | undefined;
  readonly custom_models: CustomModelsInput | undefined;
  readonly newId: (kind: DocumentKind) => string;
  readonly creates_pending_change: boolean;
  /** What is remembered in a moment of a run, which many invoices may have in common; null elsewhere. */
  readonly moment: RunMoment | null;
};

/** What a call is made in, before its transaction begins. */
export type Surroundings = Omit<Call, 'transaction'>;

/** Finds the account of a call, and its now. */
export function surroundingsOf(options: BillingServiceOptions, context: CallContext): Surroundings {
  return {
    at: formatInstant(parseInstant(options.now())),
    account: accountOf(options, context.account_id),
    tax: options.tax,
    custom_models: options.custom_models,
    newId: options.newId ?? randomId,
    creates_pending_change: context.creates_pending_change === true,
    moment: null,
  };
}

function accountOf({ account }: BillingServiceOptions, account_id: string | undefined): AccountSettings {
  if (typeof account !== 'function') {
    if (!isGiven(account_id) || account_id === account.id) return account;
    return fail('context.account_id', 'resource_not_found', `is ${shown(account_id)}, which is no account here`);
  }
  const found = account_id === undefined ? null : account(account_id);
  return found ?? fail('context.account_id', 'resource_not_found', `is ${shown(account_id)}, which is no account here`);
}

function randomId(kind: DocumentKind): string {
  return `${kind}_${crypto.randomUUID().replaceAll('-', '')}`;
}

/** The policies of the account, as computations take them. */
export function policiesOf({ account }: Pick<Call, 'account'>): { readonly policies?: AccountSettings['policies'] } {
  return account.policies === undefined ? {} : { policies: account.policies };
}

const usualGrace = 12;

/** How long invoices of usage wait for late events, in milliseconds. */
export function graceOf({ policies }: AccountSettings): number {
  return (policies?.grace_period_hours ?? usualGrace) * millisPerHour;
}

/** The taxes of the service, as computations take them. */
export function taxOf({ tax }: Pick<Call, 'tax'>): { readonly tax?: TaxFunction } {
  return tax === undefined ? {} : { tax };
}

/** The price models of the service's own, as whatever rates takes them. */
export function modelsOf({ custom_models }: Pick<Call, 'custom_models'>): {
  readonly custom_models?: CustomModelsInput;
} {
  return custom_models === undefined ? {} : { custom_models };
}
