/**
 * The public functions: decode → core → encode, one file each, in a folder for each domain.
 *
 * Owns both doors of the wire: reading Orb's JSON and the caller's input into decimals, instants and prepared prices, with
 * every fault collected under its path; and writing results as Orb's JSON with the workings beside it. Computes nothing of
 * its own. Invariants: inputs are never mutated; the same input gives byte-identical output; an input with a fault is
 * refused whole.
 *
 * @module api
 */
export * from './prices/index.js';
export * from './usage/index.js';
export * from './events/index.js';
export * from './cycles/index.js';
export * from './reports/index.js';
export * from './adjustments/index.js';
export * from './subscriptions/index.js';
export * from './invoices/index.js';
export * from './credits/index.js';
export * from './alerts/index.js';
export * from './explanations/index.js';
export * from './pictures/index.js';
export * from './quotes/index.js';
export * from './documents/index.js';
export * from './money/index.js';
