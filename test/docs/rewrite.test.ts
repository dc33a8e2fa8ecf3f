import { afterAll, describe, expect, it } from 'vitest';
import { commentsOf, snippetsOf } from './extract.js';
import { rewrite } from './rewrite.js';
import { openWorkspace } from './workspace.js';

let count = 0;
const snippet = (code: string) => ({ origin: `inline:${(count += 1)}`, code, output: undefined, runs: true });

const { run, compile, clear } = openWorkspace();
afterAll(clear);

describe('a snippet', () => {
  it.each([
    ['1 + 1; // → 2'],
    ['1 + 1; // 2'],
    ['1 + 1;\n// → 2'],
    ['const two = 1 + 1; // → 2'],
    ["const a = ['x'];\na; // → ['x']"],
    ['({ a: -1, b: [null, undefined] }); // → {\n//   a: -1,\n//   b: [null, undefined],\n// }'],
    ["console.log('a', 1); // → a 1"],
    ['1 + 1; // which is two'],
    [
      "import { BillingError } from 'reckoner';\nconst f = () => { throw new BillingError('invalid_type', 'x'); };\nf(); // throws invalid_type",
    ],
  ])('holds: %s', async (code) => {
    await run(snippet(code));
  });

  it.each([
    ['1 + 1; // → 3'],
    ['1 + 1; // 3'],
    ['1 + 1;\n// → 3'],
    ['const two = 1 + 1; // → 3'],
    ['({ a: 1, b: 2 }); // → { a: 1 }'],
    ["console.log('a'); // → b"],
    ['1 + 1; // throws invalid_type'],
    ['1 + 1; // → which is two'],
    ['if (1 < 2) {\n  // → true\n}'],
  ])('does not hold: %s', async (code) => {
    await expect(run(snippet(code))).rejects.toThrow();
  });

  it('keeps its line numbers', () => {
    const code = '1;\n2; // → 2\n3;';
    expect(rewrite(code).split('\n')).toHaveLength(3);
  });

  it('that does not compile is reported with its place', () => {
    const [error] = compile([{ ...snippet("\nconst a: number = 'x';"), origin: 'page:7' }]);
    expect(error).toMatch(/^page:7 \+2: Type 'string' is not assignable/);
  });
});

describe('extraction', () => {
  it('pairs a snippet with the output shown below it', () => {
    const text = ['```ts', "console.log('a');", '```', '', '```text', 'a', '```', '```ts no-run', 'b();', '```'].join(
      '\n',
    );
    expect(snippetsOf({ path: 'p.md', text })).toEqual([
      { origin: 'p.md:1', code: "console.log('a');", output: 'a', runs: true },
      { origin: 'p.md:8', code: 'b();', output: undefined, runs: false },
    ]);
  });

  it('finds examples in comments, at their lines', () => {
    const text = [
      'const a = 1;',
      '/**',
      ' * @example',
      ' * ```ts',
      ' * f({',
      ' *   a,',
      ' * });',
      ' * ```',
      ' */',
    ].join('\n');
    expect(snippetsOf(commentsOf({ path: 's.ts', text }))).toEqual([
      { origin: 's.ts:4', code: 'f({\n  a,\n});', output: undefined, runs: true },
    ]);
  });
});
