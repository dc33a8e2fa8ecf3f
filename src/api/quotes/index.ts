/** What a deal would bring, what plans cost beside each other, and what a price change would do. */
export { quote } from './quote.js';
export { comparePlans } from './compare-plans.js';
export { simulate } from './simulate.js';
export type * from './compare-input.js';
export type * from './quote-input.js';
export type * from './quote-result.js';
export type * from './simulate-input.js';
