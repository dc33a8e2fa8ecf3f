import { describe, expect, it } from 'vitest';
import { call, eventScenario, rowScenario, runScenario, type Run } from './support.js';

type Csv = (typeof rowScenario)['usage']['sources'][number]['csv'];

function runRows(text: string | Uint8Array, csv: object = {}, options: readonly string[] = []): Promise<Run> {
  const [source] = rowScenario.usage.sources;
  const sources = [{ ...source, csv: { ...(source?.csv as Csv), ...csv } }];
  return runScenario({ ...rowScenario, usage: { sources } }, options, { files: { 'usage.csv': text } });
}

function runEvents(text: string | Uint8Array, options: readonly string[] = []): Promise<Run> {
  return runScenario(eventScenario, options, { files: { 'usage.ndjson': text } });
}

/** The quantity that was billed, as the workings hold it. */
function billed({ stdout }: Run): string {
  const { workings } = JSON.parse(stdout) as { workings: { lines: { rating: { quantity: string } }[] } };
  return workings.lines[0]?.rating.quantity ?? '';
}

/** What standard error says of the rejected rows, without its heading. */
function reasons({ stderr }: Run): readonly string[] {
  return stderr
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
}

describe('NDJSON events', () => {
  it('are counted line by line; blank lines, CRLF and a missing last line end do not matter', async () => {
    const text = `${call('a', 1)}\r\n\n  \n${call('b', '2.5')}\n${call('c', 4)}`;
    expect(billed(await runEvents(text, ['--json']))).toBe('7.5');
  });

  it('count once however often they come', async () => {
    const result = await runEvents([call('a', 1), call('a', 1), call('b', 1)].join('\n'), ['--json']);
    expect(billed(result)).toBe('2');
    expect(result.stderr).toBe('');
  });

  it('count as often as they come under dedupe: false', async () => {
    const scenario = { ...eventScenario, usage: { ...eventScenario.usage, dedupe: false } };
    const settings = { files: { 'usage.ndjson': `${call('a', 1)}\n${call('a', 1)}\n` } };
    expect(billed(await runScenario(scenario, ['--json'], settings))).toBe('2');
  });

  it('are billed from the first instant of the period to the last before its end', async () => {
    const at = ['2026-02-28T23:59:59.999Z', '2026-03-01T00:00:00Z', '2026-03-31T23:59:59.999Z', '2026-04-01T00:00:00Z'];
    const text = at.map((timestamp, index) => call(`k${index}`, 10 ** index, timestamp)).join('\n');
    expect(billed(await runEvents(text, ['--json']))).toBe('110');
  });

  it.each([
    ['{"event_name":"call"', /usage\.ndjson:2: is not one JSON event: /],
    ['{"event_name":"call","properties":{}}', /usage\.ndjson:2: timestamp: .*needs a `timestamp`/],
    ['{"event_name":"call","timestamp":"yesterday","properties":{}}', /usage\.ndjson:2: timestamp: Found "yesterday"/],
    ['{"timestamp":"2026-03-02T00:00:00Z","properties":{}}', /usage\.ndjson:2: event_name: /],
    ['{"event_name":"call","timestamp":"2026-03-02T00:00:00Z"}', /usage\.ndjson:2: properties: /],
    ['{"event_name":"call","timestamp":"2026-03-02T00:00:00Z","properties":{"x":{}}}', /:2: properties\.x: /],
    ['[]', /usage\.ndjson:2: An event is an object/],
    ['null', /usage\.ndjson:2: An event is an object/],
    [call('a', 2), /usage\.ndjson:2: idempotency_key: .*"a" came before with another body/],
  ])('are rejected one by one, with file and line: %s', async (line, reason) => {
    const text = [call('a', 1), line, call('b', 1)].join('\n');
    const result = await runEvents(text, ['--json']);
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(/^reckoner: 1 of 3 usage rows was rejected:\n/);
    expect(reasons(result)).toEqual([expect.stringMatching(reason)]);
    expect(billed(result)).toBe('2');
  });

  it.each([65_536, 4096, 97])(
    'of many batches are rejected in the order of their lines, in chunks of %d',
    async (chunk) => {
      const lines = Array.from({ length: 700 }, (_, index) => call(`k${index}`, 1));
      // What is no JSON is found while its batch is parsed, what is no event when the batch is counted.
      const bad = {
        2: '[]',
        3: 'no JSON',
        100: ' ',
        256: '{}',
        257: 'nor this',
        258: 'null',
        514: '[]',
        700: call('k0', 2),
      };
      for (const [line, text] of Object.entries(bad)) lines[Number(line) - 1] = text;
      const files = { 'usage.ndjson': lines.join('\n') };
      const result = await runScenario(eventScenario, ['--json'], { files, chunk });
      const listed = reasons(result).map((line) => /^usage\.ndjson:(\d+):/.exec(line)?.[1]);
      expect(listed).toEqual(['2', '3', '256', '257', '258', '514', '700']);
      // 700 lines, of which one is blank and seven are rejected.
      expect(billed(result)).toBe('692');
    },
  );

  it('that are no UTF-8 are rejected, and their neighbours are not', async () => {
    const bad = Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xe9]), Buffer.from('"}\n')]);
    const bytes = Buffer.concat([Buffer.from(`${call('a', 1)}\n`), bad, Buffer.from(call('b', 1))]);
    const result = await runEvents(bytes, ['--json']);
    expect(reasons(result)).toEqual(['usage.ndjson:2: is not UTF-8 text; save the file as UTF-8']);
    expect(billed(result)).toBe('2');
  });

  it('in one long line are refused', async () => {
    const text = `${call('a', 1)}\n[${`${call('b', 1)},`.repeat(12_000)}]`;
    const { code, stdout, stderr } = await runEvents(text);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('reckoner: usage.ndjson:2: a line is longer than 1048576 bytes; write one event per line\n');
  });
});

describe('rejected rows', () => {
  const many = Array.from({ length: 12 }, (_, index) => (index === 3 ? call('a', 1) : `row ${index}`)).join('\n');

  it('are counted, and the first ten are listed', async () => {
    const result = await runEvents(many);
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(/^reckoner: 11 of 12 usage rows were rejected:\n/);
    const listed = reasons(result);
    expect(listed.map((line) => /:(\d+):/.exec(line)?.[1])).toEqual(['1', '2', '3', '5', '6', '7', '8', '9', '10', '11', undefined]); // prettier-ignore
    expect(listed.at(-1)).toBe('and 1 more');
  });

  it('make the invoice say that it is incomplete, above and below its table', async () => {
    const lines = (await runEvents(many)).stdout.trimEnd().split('\n');
    const warning = 'INCOMPLETE: 11 of 12 usage rows were rejected';
    expect([lines[0], lines.at(-1)]).toEqual([warning, warning]);
  });

  it('stand beside the invoice in the JSON', async () => {
    const { stdout } = await runEvents(`${call('a', 1)}\nnope\n`, ['--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      complete: false,
      invoice: { total: '0.25' },
      rows: { read: 2, counted: 1, rejected: 1 },
      rejected: [{ file: 'usage.ndjson', line: 2 }],
    });
  });

  it('refuse the run under --strict', async () => {
    const { code, stdout, stderr } = await runEvents(many, ['--strict']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^reckoner: 11 of 12 usage rows were rejected, which --strict forbids; there is no invoice\n/,
    );
    expect(stderr.trimEnd().split('\n')).toHaveLength(12);
  });

  it('are none under --strict if all is well', async () => {
    expect((await runEvents(call('a', 1), ['--strict'])).code).toBe(0);
  });
});

describe('CSV rows', () => {
  it('are read by the names of their columns, in any order', async () => {
    const result = await runRows(
      'count,ignored,when\n3,x,2026-03-02 00:00:00\n0.125,"a,b",2026-03-02T00:00:00Z\n',
      {},
      ['--json'],
    );
    expect(result.stderr).toBe('');
    expect(billed(result)).toBe('3.125');
  });

  it('keep every digit of a number', async () => {
    const text =
      'when,count\n2026-03-02 00:00:00,12345678901234567890.000000000000000001\n2026-03-02 00:00:00,0.000000000000000002\n';
    expect(billed(await runRows(text, {}, ['--json']))).toBe('12345678901234567890.000000000000000003');
  });

  // March 2026 in UTC; New York is 5 hours behind until the 8th and 4 hours behind on the 31st.
  it.each([
    ['2026-02-28 18:59:59.999', '0'],
    ['2026-02-28 19:00:00', '1'],
    ['2026-03-31 19:59:59', '1'],
    ['2026-03-31 20:00:00', '0'],
    ['2026-03-31T20:00:00-03:00', '1'],
    ['2026-03-31 23:59:59Z', '1'],
  ])('without a zone are on the clocks of the mapping: %s counts %s', async (when, quantity) => {
    expect(billed(await runRows(`when,count\n${when},1\n`, {}, ['--json']))).toBe(quantity);
  });

  it('without a timezone in the mapping are in UTC', async () => {
    const text = 'when,count\n2026-02-28 23:59:59,1\n2026-03-01 00:00:00,2\n';
    expect(billed(await runRows(text, { timestamp: { column: 'when' } }, ['--json']))).toBe('2');
  });

  it('may carry the name, the key and the customer of their event', async () => {
    const text = [
      'when,count,kind,key,who',
      '2026-03-02 00:00:00,1,call,a,',
      '2026-03-02 00:00:00,1,call,a,',
      '2026-03-02 00:00:00,10,call,b,acme',
      '2026-03-02 00:00:00,100,call,c,someone else',
      '2026-03-02 00:00:00,1000,other,d,acme',
      '2026-03-02 00:00:00,10000,call,,acme',
    ].join('\r\n');
    const csv = {
      event_name: null,
      event_name_column: 'kind',
      idempotency_key_column: 'key',
      customer_id_column: 'who',
    };
    const result = await runRows(text, csv, ['--json']);
    expect(billed(result)).toBe('11');
    expect(reasons(result)).toEqual(['usage.csv:7: key is empty; each row needs a key of its own']);
  });

  it('are all different without a key, equal ones too', async () => {
    const row = '2026-03-02 00:00:00,1\n';
    expect(billed(await runRows(`when,count\n${row}${row}`, {}, ['--json']))).toBe('2');
  });

  it('may have texts, booleans, optional cells, constants and another delimiter', async () => {
    const text =
      'when;n;vip;note\n2026-03-02 00:00:00;5;true;"a;b"\n2026-03-02 00:00:00;;false;\n2026-03-02 00:00:00;7;false;c\n';
    const csv = {
      delimiter: ';',
      properties: {
        count: { column: 'n', type: 'number', optional: true },
        vip: { column: 'vip', type: 'boolean' },
        note: 'note',
      },
      constants: { region: 'eu', level: 3 },
    };
    const [source] = rowScenario.usage.sources;
    const filters = ['vip', "note = 'a;b'", "region = 'eu' AND level = 3", 'count IS NULL', 'NOT vip'];
    const quantities = filters.map(async (filter) => {
      const metrics = [{ id: 'calls', filter, aggregation: { kind: 'count' } }];
      const usage = { sources: [{ ...source, csv: { ...source?.csv, ...csv } }] };
      const settings = { files: { 'usage.csv': text } };
      return billed(await runScenario({ ...rowScenario, metrics, usage }, ['--json'], settings));
    });
    expect(await Promise.all(quantities)).toEqual(['1', '1', '3', '1', '2']);
  });

  it.each([
    ['2026-03-02 00:00:00', /^usage\.csv:3: has one column where the header has 2; /],
    ['2026-03-02 00:00:00,1,2', /^usage\.csv:3: has 3 columns where the header has 2; /],
    [',1', /^usage\.csv:3: when is empty; an event needs the time/],
    ['02/03/2026,1', /^usage\.csv:3: when is "02\/03\/2026"; write a date and time like/],
    ['2026-03-02,1', /^usage\.csv:3: when is "2026-03-02"; write a date and time like/],
    ['2026-02-30 00:00:00,1', /^usage\.csv:3: when is "2026-02-30 00:00:00"/],
    ['2026-02-30T00:00:00Z,1', /^usage\.csv:3: timestamp: Found "2026-02-30T00:00:00Z"/],
    ['2026-03-02 00:00:00,', /^usage\.csv:3: count is ""; write a plain decimal/],
    ['2026-03-02 00:00:00,"1,000"', /^usage\.csv:3: count is "1,000"; write a plain decimal/],
    ['2026-03-02 00:00:00,1e3', /^usage\.csv:3: count is "1e3"; write a plain decimal/],
    ['2026-03-02 00:00:00,"1"0', /^usage\.csv:3: text follows the closing quote/],
    ['2026-03-02 00:00:00,1"0', /^usage\.csv:3: a quote stands inside a field/],
  ])('are rejected one by one, with file and line: %s', async (row, reason) => {
    const result = await runRows(`when,count\n2026-03-02 00:00:00,1\n${row}\n2026-03-02 00:00:00,4\n`, {}, ['--json']);
    expect(result.code).toBe(0);
    expect(reasons(result)).toEqual([expect.stringMatching(reason)]);
    expect(billed(result)).toBe('5');
  });

  it('that hold no boolean where one is due are rejected', async () => {
    const properties = { count: { column: 'count', type: 'boolean' } };
    const result = await runRows('when,count\n2026-03-02 00:00:00,TRUE\n', { properties });
    expect(reasons(result)).toEqual(['usage.csv:2: count is "TRUE"; write true or false']);
  });

  it.each([
    ['an empty file', '', /^reckoner: usage\.csv: is empty; its first line must name the columns\n$/],
    [
      'a missing column',
      'time,count\n',
      /^reckoner: usage\.csv:1: the header does not fit the mapping\n {2}there is no column "when"; the columns are "time", "count"\n$/,
    ],
    ['a column that is there twice', 'when,count,when\n', /the column "when" is there twice; rename one/],
    [
      'a quote that never closes',
      'when,count\n2026-03-02 00:00:00,1\n"2026\n,1\n',
      /^reckoner: usage\.csv:3: a quoted field opens here and is never closed/,
    ],
    [
      'a quote that closes nowhere near',
      `when,count\n"${'x\n'.repeat(600_000)}`,
      /^reckoner: usage\.csv:2: a quoted field opens here/,
    ],
  ])('cannot be trusted in a file with %s, so there is no invoice', async (_name, text, message) => {
    const { code, stdout, stderr } = await runRows(text);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('that are no UTF-8 are rejected', async () => {
    const bytes = Buffer.concat([Buffer.from('when,count\n2026-03-02 00:00:00,'), Buffer.from([0xff, 0x0a])]);
    expect(reasons(await runRows(bytes))).toEqual(['usage.csv:2: is not UTF-8 text; save the file as UTF-8']);
  });

  it('that are no UTF-8 at their beginning are rejected, though they end well in a later piece', async () => {
    const bad = Buffer.concat([Buffer.from('when,count\n"'), Buffer.from([0xff, 0x0a])]);
    const bytes = Buffer.concat([bad, Buffer.from('2026-03-02",1\n2026-03-02 00:00:00,1\n')]);
    const settings = { files: { 'usage.csv': bytes }, chunk: 4 };
    const result = await runScenario(rowScenario, ['--json'], settings);
    expect(reasons(result)).toEqual(['usage.csv:2: is not UTF-8 text; save the file as UTF-8']);
    expect(billed(result)).toBe('1');
  });
});

describe('a run that cannot go on', () => {
  it('because the file breaks off has no invoice', async () => {
    const files = { 'usage.ndjson': `${call('a', 1)}\n`.repeat(50) };
    const { code, stdout, stderr } = await runScenario(eventScenario, [], { files, chunk: 100, breaksAt: 2000 });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^reckoner: usage\.ndjson: the system refused to read it \(EIO\) \(usage\.sources\[0\]\.file/,
    );
  });

  it('because a line of CSV is too long has none either', async () => {
    const { code, stdout, stderr } = await runRows(`when,count\n\n2026-03-02 00:00:00,"1"\n${'x'.repeat(1_100_000)}`);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^reckoner: usage\.csv:4: a line is longer than 1048576 bytes/);
  });

  it('because the prices do not reach so far names the price', async () => {
    const tiers = [{ first_unit: 0, last_unit: 10, unit_amount: '1' }];
    const price = { id: 'calls', billable_metric_id: 'calls', model_type: 'tiered', tiered_config: { tiers } };
    const settings = { files: { 'usage.ndjson': call('a', 11) } };
    const { code, stdout, stderr } = await runScenario({ ...eventScenario, prices: [price] }, [], settings);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^reckoner: scenario\.json has one fault; there is no invoice\n {2}measured usage\.calls: 11 is beyond the last tier/,
    );
  });
});

describe('the progress line', () => {
  const lines = Array.from({ length: 200 }, (_, index) => call(`k${index}`, 1)).join('\n');
  const slow = { files: { 'usage.ndjson': lines }, chunk: 1000, tick: 60 };

  it('is drawn on a terminal, in steps, and erased at the end', async () => {
    const { code, stderr } = await runScenario(eventScenario, [], { ...slow, isTerminal: true });
    expect(code).toBe(0);
    const drawn = stderr.split('\r\u001B[K').slice(1);
    expect(drawn.at(-1)).toBe('');
    const shares = drawn.slice(0, -1).map((line) => Number(/^reading usage: (\d+) %, \d+ rows$/.exec(line)?.[1]));
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(100);
  });

  it('is not drawn into a pipe, nor for a file that is read at once', async () => {
    expect((await runScenario(eventScenario, [], slow)).stderr).toBe('');
    expect((await runScenario(eventScenario, [], { ...slow, tick: 0, isTerminal: true })).stderr).toBe('');
  });
});
