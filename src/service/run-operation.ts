import { BillingError, fail } from '../errors/index.js';
import { isConflict, type AccountStore, type JsonDocument, type Transaction } from '../repository/index.js';
import { surroundingsOf, type Call, type Surroundings } from './call.js';
import { refuseUnknownFields } from './fields/refuse-unknown-fields.js';
import { fingerprintOf } from './fingerprint.js';
import type { Operation, Reach } from './operation.js';
import type { OperationName } from './operation-ids.js';
import { rememberReads } from './remember-reads.js';
import type { BillingServiceOptions, CallContext } from './settings.js';

const attempts = 8;

/** An operation that is asked for: under which name, with what. */
export type Request<Params, Answer> = {
  readonly name: OperationName;
  readonly operation: Operation<Params, Answer>;
  readonly params: Params;
  readonly context: CallContext;
};

/** Runs an operation: in one transaction, once per idempotency key, again where another transaction came between. */
export async function runOperation<Params, Answer>(
  options: BillingServiceOptions,
  { name, operation, params, context }: Request<Params, Answer>,
): Promise<Answer> {
  refuseUnknownFields(name, params);
  const surroundings = surroundingsOf(options, context);
  const store = options.repository.account(surroundings.account.id);
  if (operation.kind === 'reads') {
    const { work } = operation;
    return inTransaction(store, surroundings, (call) => work(call, params));
  }
  const key = context.idempotency_key ?? null;
  const fingerprint = key === null ? '' : await fingerprintOf([name, params, surroundings.creates_pending_change]);
  const request = { key, fingerprint };
  if (operation.kind === 'changes') {
    return inTransaction(store, surroundings, (call) => once(call, request, () => operation.work(call, params)));
  }
  const reach: Reach = {
    options,
    context,
    read: (work) => inTransaction(store, surroundings, work),
    change: (work) => inTransaction(store, surroundings, work),
    // Stored with the answer, so that a request that is sent again finds either both or neither.
    answer: (work) => inTransaction(store, surroundings, (call) => once(call, request, () => work(call))),
  };
  // What another system was asked for is kept as an answer of its own, after it was told.
  const told = await reach.read((call) => earlierAnswer(call.transaction, request));
  // Kept under the same request, so that it is an answer to it.
  if (told !== null) return told.answer as Answer;
  return operation.work(reach, params);
}

/** Runs work in a transaction, again as long as others come between; then the caller is told. */
export async function inTransaction<Answer>(
  store: AccountStore,
  surroundings: Surroundings,
  work: (call: Call) => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.transaction((transaction) =>
        work({ ...surroundings, transaction: rememberReads(transaction) }),
      );
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === attempts) throw new BillingError('resource_conflict', `${error.message}; try again`);
    }
  }
}

type KeyedRequest = { readonly key: string | null; readonly fingerprint: string };

async function once<Answer>(
  { transaction }: Call,
  request: KeyedRequest,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const earlier = await earlierAnswer(transaction, request);
  if (earlier !== null) return earlier.answer as Answer;
  const answer = await work();
  if (request.key !== null) {
    const kept: JsonDocument = { answer };
    await transaction.recordAnswer(request.key, { fingerprint: request.fingerprint, answer: kept });
  }
  return answer;
}

/** The answer given under the key before; another request under it is refused. */
async function earlierAnswer(
  transaction: Transaction,
  { key, fingerprint }: KeyedRequest,
): Promise<{ readonly answer: unknown } | null> {
  const earlier = key === null ? null : await transaction.readAnswer(key);
  if (earlier === null) return null;
  if (earlier.fingerprint === fingerprint) return { answer: earlier.answer['answer'] };
  return fail(
    'context.idempotency_key',
    'idempotency_conflict',
    'was used for another request; give each request a key of its own',
  );
}
