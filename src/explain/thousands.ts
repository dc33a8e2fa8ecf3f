/** A printed decimal with its integer digits in groups of three: `1234567.50` is `1,234,567.50`. */
export function inThousands(amount: string): string {
  const [whole = '', fraction] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
