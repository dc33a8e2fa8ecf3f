/** A printed decimal with commas between the thousands of its integer digits; the fraction stays as it is. */
export function groupDigits(decimal: string): string {
  const [integer = '', ...fraction] = decimal.split('.');
  return [integer.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}

/** An amount of money as invoices show it, `USD 1,234.50`; the digits are those of the document. */
export function formatMoney(amount: string, currency: string): string {
  return `${currency} ${groupDigits(amount)}`;
}

/** A rate with at least as many decimal places as the currency's amounts have: `499` beside `499.00` would look odd. */
export function formatRate(rate: string, places: number): string {
  const [integer = '', fraction = ''] = groupDigits(rate).split('.');
  const padded = fraction.padEnd(places, '0');
  return padded === '' ? integer : `${integer}.${padded}`;
}

/** How many decimal places a printed amount has: the minor unit of its currency. */
export function placesOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}

/** A printed decimal with the other sign. */
export function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
