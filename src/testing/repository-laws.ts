import { documentLaws } from './document-laws.js';
import { eventLaws } from './event-laws.js';
import { journalLaws } from './journal-laws.js';
import { outboxLaws } from './outbox-laws.js';
import { raceLaws } from './race-laws.js';
import type { CreateRepository, RepositoryLaw } from './repository-law.js';
import { transactionLaws } from './transaction-laws.js';
import { usageLaws } from './usage-laws.js';
import { workLaws } from './work-laws.js';

/**
 * Everything that a repository has to do, as named laws for any test runner.
 *
 * @param create - makes a new, empty repository; each law takes one and closes it
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { repositoryLaws } from 'reckoner/testing';
 *
 * const laws = repositoryLaws(createMemoryRepository);
 * await laws[0]?.check();
 * laws[0]?.name; // → 'a document comes back equal, whatever JSON it holds'
 * ```
 */
export function repositoryLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    ...documentLaws(create),
    ...eventLaws(create),
    ...usageLaws(create),
    ...journalLaws(create),
    ...transactionLaws(create),
    ...workLaws(create),
    ...outboxLaws(create),
    ...raceLaws(create),
  ];
}
