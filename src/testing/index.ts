/**
 * Laws for what users bring: named checks that run under any test runner; and a repository that fails on purpose.
 *
 * Owns what every repository has to do, and what can go wrong with one. Does not own a test runner: a law is a name and a
 * function that rejects with the reason. Invariants: a law uses nothing but the port, or what delivers an outbox through it,
 * so that it says the same of every adapter; a fault breaks nothing that the port promises, and the same seed makes the same faults.
 *
 * @module testing
 */
export { faultKinds, isStoreFault, StoreFault, type FaultKind } from './faults.js';
export { faultyRepository, type FaultPlan, type FaultyRepository } from './faulty-repository.js';
export { repositoryLaws } from './repository-laws.js';
export type { CreateRepository, RepositoryLaw } from './repository-law.js';
