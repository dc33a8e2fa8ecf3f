/** A printed decimal with commas between the thousands of its integer digits; the fraction stays as it is. */
export function groupDigits(decimal: string): string {
  const [integer = '', ...fraction] = decimal.split('.');
  return [integer.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}

/** An amount of money as invoices show it, `USD 1,234.50`; the digits are those of the document. */
export function formatMoney(amount: string, currency: string): string {
  return `${currency} ${groupDigits(amount)}`;
}
