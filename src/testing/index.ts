/**
 * Laws for what users bring: named checks that run under any test runner.
 *
 * Owns what every repository has to do. Does not own a test runner: a law is a name and a function that rejects with the
 * reason. Invariant: a law uses nothing but the port, so that it says the same of every adapter.
 *
 * @module testing
 */
export { repositoryLaws } from './repository-laws.js';
export type { CreateRepository, RepositoryLaw } from './repository-law.js';
