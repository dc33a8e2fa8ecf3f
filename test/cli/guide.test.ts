import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { callScenario, run, runScenario } from './support.js';

const path = fileURLToPath(new URL('../../docs/guides/command-line.md', import.meta.url));
const page = readFileSync(path, 'utf8');

/** The blocks of a language, in their order. */
function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}

describe('the guide to the command line', () => {
  const [scenario = '', metric = '', stated = '', source = ''] = blocks('json');
  const [events = '', printed = ''] = blocks('text');

  it('shows what its first scenario prints', async () => {
    const files = { 'scenario.json': scenario, 'usage.ndjson': events };
    const result = await run(['invoice', 'scenario.json', '--explain'], { files });
    expect(result).toEqual({ code: 0, stdout: printed, stderr: '' });
  });

  it('shows a metric that can be used', async () => {
    const price = { ...callScenario.prices[0], billable_metric_id: 'input' };
    const event = '{"event_name":"inference","timestamp":"2026-03-02T00:00:00Z","properties":{"model":"atlas-large","status":200,"input_tokens":7000000,"cached_input_tokens":3000000}}'; // prettier-ignore
    const document = { ...callScenario, prices: [price], metrics: [JSON.parse(metric)] };
    const { stdout } = await runScenario(document, ['--usage', 'x'], { files: { x: event } });
    expect(stdout).toMatch(/API calls +4 +0\.25 +USD 1\.00/);
  });

  it('shows stated usage that can be used', async () => {
    const traffic = { id: 'traffic', price_type: 'usage_price', model_type: 'matrix' };
    const matrix_values = [{ dimension_values: ['eu'], unit_amount: '2' }];
    const matrix_config = { dimensions: ['region'], default_unit_amount: '1', matrix_values };
    const prices = [...callScenario.prices, { ...traffic, matrix_config }];
    const { stdout } = await runScenario({ ...callScenario, prices, usage: JSON.parse(stated) });
    expect(stdout).toMatch(/traffic +40\.5 +USD 81\.00/);
  });

  it('shows a CSV source that can be used', async () => {
    const rows = 'Time;RequestId;Model;Tokens;Latency (ms)\n2026-03-02 00:00:00;a;large;8;\n';
    const metrics = [{ id: 'calls', filter: "service = 'chat'", aggregation: { kind: 'sum', expression: 'tokens' } }];
    const document = { ...callScenario, metrics, usage: { sources: [JSON.parse(source)] } };
    const { stdout, stderr } = await runScenario(document, [], { files: { 'requests.csv': rows } });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/API calls +8 +0\.25 +USD 2\.00/);
  });

  it('shows faults in the words of the command', async () => {
    const period = { start: '2026-03-01', end_date: '2026-04-01' };
    const { stderr } = await runScenario({ ...callScenario, period, usage: { sources: [{ file: 'a' }] } });
    expect(blocks('text')).toContain(stderr);
  });

  it('shows rejected rows in the words of the command', async () => {
    const csv = { timestamp: { column: 'when' }, event_name: 'call', properties: { count: { column: 'ContextTokens', type: 'number' } } }; // prettier-ignore
    const usage = { sources: [{ file: 'code.csv', format: 'csv', csv }] };
    const rows = ['when,ContextTokens,c', '2026-03-02 00:00:00,1', '2026-03-02 00:00:00,n/a,2'].join('\n');
    const { stderr } = await runScenario({ ...callScenario, usage }, [], { files: { 'code.csv': rows } });
    const said = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.replace(/:\d+:/, ':'));
    expect(blocks('text').map(said)).toContainEqual(said(stderr));
  });
});
