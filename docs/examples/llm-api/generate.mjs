/**
 * Writes the sample of usage events, the same bytes on every run:
 *
 *     node docs/examples/llm-api/generate.mjs > docs/examples/llm-api/usage.ndjson
 */
const random = seeded(20260301);
const customer = 'northwind-ai';

const lines = [
  ...daily(inference, 8),
  ...daily(webSearches, 2),
  ...daily(fineTuning, 1),
  ...daily(storage, 1),
  ...monthEnds(),
  ...repeated(),
];
lines.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

/** What a gateway reports for one model over a few hours. */
function inference(key, timestamp) {
  const model = random() < 0.35 ? 'atlas-large' : 'atlas-mini';
  const scale = model === 'atlas-large' ? 1 : 4;
  const input_tokens = whole(400_000, 2_600_000) * scale;
  return {
    ...event('inference', key, timestamp),
    properties: {
      model,
      input_tokens,
      cached_input_tokens: Math.floor(input_tokens * random() * 0.4),
      output_tokens: whole(60_000, 420_000) * scale,
      requests: whole(120, 900),
    },
  };
}

function webSearches(key, timestamp) {
  return { ...event('web_search', key, timestamp), properties: { searches: whole(40, 310) } };
}

/** Hours are decimal texts: they come from a scheduler that counts in sixteenths. */
function fineTuning(key, timestamp) {
  const region = ['us-east', 'us-east', 'eu-west', 'ap-south'][whole(0, 3)];
  const gpu = random() < 0.3 ? 'h100' : 'a100';
  return { ...event('fine_tuning', key, timestamp), properties: { region, gpu, gpu_hours: String(whole(4, 90) / 16) } };
}

function storage(key, timestamp) {
  return { ...event('storage', key, timestamp), properties: { gigabytes: String(whole(4000, 15_500) / 100) } };
}

/** The month begins and ends at midnight in New York, five and four hours behind UTC. */
function monthEnds() {
  const tokens = { model: 'atlas-large', input_tokens: 1_000_000, cached_input_tokens: 0, output_tokens: 100_000 };
  return [
    ['boundary-february-last', '2026-03-01T04:59:59.999Z'],
    ['boundary-march-first', '2026-03-01T05:00:00Z'],
    ['boundary-march-last', '2026-04-01T03:59:59.999Z'],
    ['boundary-april-first', '2026-04-01T04:00:00Z'],
  ].map(([key, timestamp]) => ({ ...event('inference', key, timestamp), properties: { ...tokens, requests: 300 } }));
}

/** A client that got no answer sends its event again: it counts once. */
function repeated() {
  const tokens = {
    model: 'atlas-large',
    input_tokens: 2_000_000,
    cached_input_tokens: 500_000,
    output_tokens: 150_000,
  };
  const sent = {
    ...event('inference', 'sent-twice', '2026-03-17T14:03:11Z'),
    properties: { ...tokens, requests: 640 },
  };
  return [sent, sent];
}

function daily(kind, perDay) {
  const found = [];
  for (let day = 1; day <= 31; day += 1) {
    for (let turn = 0; turn < perDay; turn += 1) {
      const hour = Math.floor((24 * turn) / perDay) + 1;
      const time = [hour, whole(0, 59), whole(0, 59)].map(twoDigits).join(':');
      found.push(kind(`${kind.name}-${twoDigits(day)}-${turn}`, `2026-03-${twoDigits(day)}T${time}Z`));
    }
  }
  return found;
}

/** An event without its properties: the customer is the same everywhere. */
function event(event_name, idempotency_key, timestamp) {
  return { idempotency_key, external_customer_id: customer, event_name, timestamp };
}

function twoDigits(number) {
  return String(number).padStart(2, '0');
}

function whole(least, most) {
  return least + Math.floor(random() * (most - least + 1));
}

/** A small generator of pseudo-random numbers in [0, 1) (mulberry32): integer arithmetic, so the same everywhere. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
