const long = 'x'.repeat(3000);

/** Texts that have broken something somewhere. */
export const hostileTexts: readonly string[] = [
  '', ' ', '\0', 'a\0b', '\n', '\uD800', '\u202E', '🤷', long, '%', '%2e%2e', '../../etc/passwd', '..', '.', '/', '//', '\\',
  "' OR 1=1 --", "'; DROP TABLE documents; --", '" or ""="', 'customer:x', 'a:b:c', '%3A', '${7*7}', '{{7*7}}', '<script>',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'null', 'undefined', 'NaN', 'Infinity', '-0', '1e400',
  '1e9', '0x10', '1_000', '١٢٣', '-1', '00', '0', '0.1', '99999999999999999999999999999999999999.9', `1${'0'.repeat(60)}`,
  '2026-02-30', '2026-13-01T00:00:00Z', '0000-00-00', '9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00Z', '2026-01-31',
  '2026-01-16T08:00:00Z', '2026-01-16T08:00:00', '+275760-09-13T00:00:00Z', 'Europe/Nowhere', 'Pacific/Apia', 'ZZZ', 'usd', 'JPY',
  'SELECT COUNT(*) FROM events', 'SELECT SUM(a) FROM events WHERE ((((((((((1=1))))))))))', '('.repeat(900), 'USD', 'credits',
]; // prettier-ignore

/** Values of all kinds that are seldom what was asked for. */
export const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  null, true, false, 0, -0, 1, -1, 0.1, 1e21, 1e308, -1e308, 5e-324, 2 ** 53, -(2 ** 53), 2 ** 31, 1e-7, 99999,
  [], [null], [[]], [[[[[[[[]]]]]]]], {}, { a: {} }, Array.from({ length: 300 }, () => ({})), Array.from({ length: 300 }, () => 'x'),
  JSON.parse('{"__proto__":{"polluted":true}}'), JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  { id: '__proto__' }, { toString: 1, valueOf: 1 }, JSON.parse('{"toJSON":1,"length":1e9,"then":1}'), JSON.parse('{"length":-1,"then":{}}'), deep(500),
]; // prettier-ignore

function deep(levels: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Paths that are meant to lead elsewhere. */
export const hostilePaths: readonly string[] = [
  '/', '', '//', '/..', '/%2e%2e/customers', '/customers/%2e%2e', '/customers/%2e%2e%2fplans', '/customers/%252e%252e%252f',
  '/customers/..%2f..%2f', '/customers/%00', '/customers/a%00b/costs', '/customers/%ff', '/customers/%', '/customers/%u0041',
  '/customers/a;b=c', '/customers/a/b/c/d/e/f/g/h/i/j', `/customers/${long}`, '/customers//costs', '/customers/ /costs', '/Customers',
  '/customers.json', '/customers/', '/ping/', '/ping?x', '/__proto__', '/constructor', '/portal/', '/portal/__proto__', '/alerts/',
]; // prettier-ignore

/** Bodies that are no JSON object. */
export const hostileBodies: readonly (string | Uint8Array)[] = [
  '', ' ', '{', '}', '[]', '[1', 'null', '0', '"x"', 'true', '{"a":}', '{"a":1,}', "{'a':1}", '{"a":1}{"b":2}', '{"a":NaN}', '{"a":01}',
  '\uFEFF{}', '{"a":"\\u0000"}', '{"a":"\\ud800"}', '[' .repeat(9000), '{"a":'.repeat(3000), `{"a":"${'x'.repeat(30_000)}"}`,
  new Uint8Array([0xff, 0xfe, 0x00]), new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), new Uint8Array(40_000),
]; // prettier-ignore

export const contentTypes: readonly (string | null)[] = [
  'application/json', 'application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'text/plain', 'application/xml',
  'multipart/form-data', 'application/x-www-form-urlencoded', 'application/vnd.api+json', 'x', '', null,
]; // prettier-ignore
