import type { AccountStore, Transaction } from '../../src/repository/index.js';

/** A payment into a till, sent under an idempotency key. */
export type Payment = { readonly key: string; readonly till: string; readonly amount: number };

/** How a payment is made; a test shows which ways lose money. */
export type Pay = (store: AccountStore, payment: Payment) => Promise<number>;

/** The balance after a payment: the same for the same key, however often it is sent. */
export const pay: Pay = (store, payment) =>
  store.transaction(async (transaction) => {
    const answered = await transaction.readAnswer(payment.key);
    if (answered) return Number(answered.answer['balance']);
    const balance = await deposit(transaction, payment);
    await transaction.recordAnswer(payment.key, { fingerprint: payment.till, answer: { balance } });
    return balance;
  });

/** Forgets which payments it has seen. */
export const payForgetfully: Pay = (store, payment) =>
  store.transaction((transaction) => deposit(transaction, payment));

/** Remembers a payment in a transaction of its own. */
export const payInTwoSteps: Pay = async (store, payment) => {
  const answered = await store.transaction((transaction) => transaction.readAnswer(payment.key));
  if (answered) return Number(answered.answer['balance']);
  const balance = await store.transaction((transaction) => deposit(transaction, payment));
  await store.transaction((transaction) =>
    transaction.recordAnswer(payment.key, { fingerprint: payment.till, answer: { balance } }),
  );
  return balance;
};

/** Counts what it has done outside of the store, each time its work runs. */
export function payAndCount(): Pay {
  const balances = new Map<string, number>();
  return (store, payment) =>
    store.transaction(async (transaction) => {
      const answered = await transaction.readAnswer(payment.key);
      if (answered) return Number(answered.answer['balance']);
      const balance = (balances.get(payment.till) ?? 0) + payment.amount;
      balances.set(payment.till, balance);
      await write(transaction, payment.till, balance);
      await journal(transaction, payment);
      await transaction.recordAnswer(payment.key, { fingerprint: payment.till, answer: { balance } });
      return balance;
    });
}

async function deposit(transaction: Transaction, payment: Payment): Promise<number> {
  const stored = await transaction.readDocument('customer', payment.till);
  const balance = Number(stored?.document['balance'] ?? 0) + payment.amount;
  await write(transaction, payment.till, balance);
  await journal(transaction, payment);
  return balance;
}

async function write(transaction: Transaction, till: string, balance: number): Promise<void> {
  const stored = await transaction.readDocument('customer', till);
  await transaction.writeDocument({
    kind: 'customer',
    id: till,
    version: stored?.version ?? null,
    document: { balance },
  });
}

async function journal(transaction: Transaction, { key, till, amount }: Payment): Promise<void> {
  const next = await transaction.countEntries(till);
  await transaction.appendEntries(till, next, [{ key, amount }]);
  await transaction.appendMessages([{ key }]);
}
