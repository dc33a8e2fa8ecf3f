/** Documents completed as the API returns them, from what a request said. */
export { completeCustomer, type CompleteCustomerInput } from './complete-customer.js';
export { completePlan, type CompletePlanInput } from './complete-plan.js';
export { completePrice, type CompletePriceInput } from './complete-price.js';
