import { describe, expect, it } from 'vitest';
import faults from '../cases/cli/scenario-faults.json' with { type: 'json' };
import { call, callScenario, eventScenario, run, runScenario } from './support.js';

describe('a scenario with', () => {
  it.each(faults)('$name is refused at its path, before any file is read', async ({ change, faults: expected }) => {
    const { code, stdout, stderr } = await runScenario({ ...eventScenario, ...change });
    expect([code, stdout]).toEqual([2, '']);
    const [first, ...rest] = stderr.trimEnd().split('\n');
    expect(first).toMatch(/^reckoner: scenario\.json has (one fault|\d+ faults); there is no invoice$/);
    const found = rest.map((line) => line.trimStart());
    // Each fault expected, and none beside them.
    expect(found).toHaveLength(expected.length);
    for (const fault of expected) expect(found.filter((line) => line.startsWith(fault))).toHaveLength(1);
  });

  it('a property named __proto__ is refused, because no event could carry it', async () => {
    const csv = '{"timestamp":{"column":"t"},"event_name":"call","properties":{"__proto__":"p"}}';
    const usage = `{"sources":[{"file":"a.csv","format":"csv","csv":${csv}}]}`;
    const text = JSON.stringify(callScenario).replace(/\}$/, `,"usage":${usage}}`);
    const { code, stderr } = await run(['invoice', 's.json'], { files: { 's.json': text } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/properties\.__proto__: cannot be the name of a property/);
  });
});

describe('a scenario file', () => {
  const files = {
    'broken.json': '{\n  "customer": {\n    "id": "acme",\n  }\n}\n',
    'short.json': '{ "customer": ',
    'text.json': '"acme"',
    folder: { code: 'EISDIR' },
    'secret.json': { code: 'EACCES' },
    'odd.json': { code: 'EIO' },
  };

  it.each([
    ['nowhere.json', 'reckoner: nowhere.json: there is no such file; correct the path (the scenario)\n'],
    ['folder', 'reckoner: folder: this is a folder; name a file in it (the scenario)\n'],
    ['secret.json', 'reckoner: secret.json: the file may not be read; allow it, or name another (the scenario)\n'],
    ['odd.json', 'reckoner: odd.json: the system refused to read it (EIO) (the scenario)\n'],
  ])('%s is refused', async (file, message) => {
    expect(await run(['invoice', file], { files })).toEqual({ code: 2, stdout: '', stderr: message });
  });

  it('that is no JSON is refused at its line and column', async () => {
    const { code, stderr } = await run(['invoice', 'broken.json'], { files });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^reckoner: broken\.json:4:3: is not valid JSON; /);
  });

  it('that ends too soon is refused', async () => {
    const { code, stderr } = await run(['invoice', 'short.json'], { files });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^reckoner: short\.json.*: is not valid JSON; /);
  });

  it('that holds no object is refused', async () => {
    const { code, stderr } = await run(['invoice', 'text.json'], { files });
    expect(code).toBe(2);
    expect(stderr).toMatch(/is "acme"; give an object with description, /);
  });

  it('may begin with a byte order mark', async () => {
    const text = `\uFEFF${JSON.stringify(eventScenario)}`;
    const given = { 'marked.json': text, 'usage.ndjson': call('a', 4) };
    expect((await run(['invoice', 'marked.json'], { files: given })).code).toBe(0);
  });
});

describe('the files of a scenario', () => {
  it('are looked for beside it', async () => {
    const files = { 'deep/er/s.json': JSON.stringify(eventScenario), 'deep/er/usage.ndjson': call('a', 4) };
    const { stdout } = await run(['invoice', 'deep/er/s.json'], { files });
    expect(stdout).toMatch(/Total +USD 1\.00/);
  });

  it('are all looked for before one is read', async () => {
    const sources = ['a', 'b'].map((name) => ({ file: `${name}.ndjson`, format: 'ndjson' }));
    const settings = { files: { 'a.ndjson': 'not JSON\n' } };
    const { code, stdout, stderr } = await runScenario({ ...callScenario, usage: { sources } }, [], settings);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'reckoner: b.ndjson: there is no such file; correct the path (usage.sources[1].file of scenario.json)\n',
    );
  });

  it('may be named on the command line instead, in their order', async () => {
    const files = { 'x.ndjson': call('a', 1), 'y.ndjson': call('b', 2) };
    const sources = [{ format: 'ndjson' }, { format: 'ndjson' }];
    const options = ['--usage', 'x.ndjson', '--usage', 'y.ndjson'];
    const { stdout } = await runScenario({ ...callScenario, usage: { sources } }, options, { files });
    expect(stdout).toMatch(/API calls +3 +0\.25 +USD 0\.75/);
  });

  it('may be many for one source, and NDJSON for a scenario without sources', async () => {
    const files = { 'x.ndjson': call('a', 1), 'y.ndjson': call('b', 2) };
    const options = ['--usage', 'x.ndjson', '--usage', 'y.ndjson'];
    const one = await runScenario(eventScenario, options, { files });
    const none = await runScenario(callScenario, options, { files });
    expect(one.stdout).toMatch(/USD 0\.75/);
    expect(none).toEqual(one);
  });

  it.each([
    [
      'too few for the sources',
      [{ format: 'ndjson' }, { format: 'ndjson' }],
      ['--usage', 'x'],
      /2 sources and --usage names 1/,
    ],
    ['missing altogether', [{ format: 'ndjson' }], [], /usage\.sources\[0\]\.file of scenario\.json is missing/],
    ['named twice', [], ['--usage', 'x', '--usage', './x'], /is named twice/],
    ['CSV without a mapping', [], ['--usage', 'x.csv'], /x\.csv: is CSV, and the scenario does not map its columns/],
  ])('are refused if %s', async (_name, sources, options, message) => {
    const settings = { files: { x: call('a', 1) } };
    const { code, stdout, stderr } = await runScenario({ ...callScenario, usage: { sources } }, options, settings);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('cannot take the place of stated usage', async () => {
    const scenario = { ...callScenario, usage: { by_price: { calls: { quantity: 4 } } } };
    expect((await runScenario(scenario)).stdout).toMatch(/USD 1\.00/);
    const { code, stderr } = await runScenario(scenario, ['--usage', 'x'], { files: { x: call('a', 1) } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/states its usage by price, so --usage does not fit/);
  });
});
