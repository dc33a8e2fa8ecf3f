/** A figure in words: a plain decimal, commas between thousands; beyond fifteen digits as the language writes it. */
export function inFigures(value: number): string {
  if (Math.abs(value) >= 1e15) return String(value);
  const [mantissa = '', power] = value.toExponential().split('e');
  const places = Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - Number(power));
  const [whole = '', fraction] = value.toFixed(Math.min(places, 100)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
