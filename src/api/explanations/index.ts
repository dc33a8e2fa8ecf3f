/** Why an amount is what it is: as a tree, as text, as a page. */
export { explain } from './explain.js';
export { renderExplanation } from './render-explanation.js';
export { renderInvoice, type PartyInput, type RenderableInvoice, type RenderInvoiceOptions } from './render-invoice.js';
