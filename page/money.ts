/** An amount as people write it, to the digits that the library printed: text in, text out, never through a float. */
export function money(amount: string, currency: string): string {
  const [whole = '', fraction] = amount.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  const sign = amount.startsWith('-') ? '−' : '';
  return currency === 'USD' ? `${sign}$${grouped}` : `${sign}${grouped} ${currency}`;
}

/** A quantity with its digits in groups of three. */
export function quantityText(quantity: string): string {
  const [whole = '', fraction] = quantity.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}
