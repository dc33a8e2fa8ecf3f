import { runLedger, type Ledger, type LedgerEntry, type LedgerRun } from '../../../credits/index.js';
import { formatDecimal, toNumber } from '../../../decimal/index.js';
import {
  isGiven,
  openFields,
  optionalText,
  pathOf,
  placeOf,
  problem,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  type Fields,
  type Issues,
} from '../../../errors/index.js';
import {
  dateInWords,
  type BalanceHistory,
  type BalanceLevel,
  type BalanceMark,
  type BalanceMarkKind,
  type BalancePoint,
} from '../../../pictures/index.js';
import { localDay, type Instant, type Period, type TimeZone } from '../../../time/index.js';
import { wholeAt } from '../../cycles/decode/cycle.js';
import { figureAt, objectsAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';
import { readPolicies } from '../../decode/policies.js';
import { readLedgerDocument } from '../../credits/decode/read-ledger.js';

const usualWidth = 960;
const mostMarks = 400;

/** Reads a ledger and the options as what is drawn; refused with every fault found. */
export function readBalanceHistory(given: unknown, options: unknown): BalanceHistory {
  const reading = { issues: [] as Issues, watch: null };
  const fields = openFields(given, placeOf('ledger'), reading);
  const asked = openFields(options, placeOf('options'), reading);
  refuse(reading.issues);
  return readParts(fields as Fields, asked as Fields);
}

function readParts(fields: Fields, options: Fields): BalanceHistory {
  refuseUnknown(options, ['from', 'until', 'at', 'levels', 'title', 'customer_name', 'width', 'policies']);
  const policies = readPolicies(options);
  const { ledger } = readLedgerDocument(fields, policies);
  const bounds = { least: 320, most: 4000, code: 'invalid_type' } as const;
  const width = isGiven(valueAt(options, 'width')) ? wholeAt(options, 'width', bounds) : null;
  const levels = objectsAt(options, 'levels').map(readLevel);
  const at = optionalBoundary(options, 'at', ledger.zone);
  const names = {
    title: optionalText(options, 'title'),
    customer: optionalText(options, 'customer_name') ?? ledger.customer_id,
  };
  const span = readSpan(options, ledger);
  refuse(fields.issues);
  const run = runLedger(ledger, { until: span.end, grace_hours: policies.grace_period_hours });
  const { marks, points } = seenOf(run, span, ledger);
  const words = wordsOf({ ledger, span, marks, points }, names);
  const known_until = ledger.as_of ?? span.start;
  return {
    ...words,
    zone: ledger.zone,
    span,
    width: width ?? usualWidth,
    points,
    marks,
    levels,
    known_until,
    at,
  };
}

function optionalBoundary(options: Fields, key: string, zone: TimeZone): Instant | null {
  return isGiven(valueAt(options, key)) ? (boundaryAt(options, key, zone) ?? null) : null;
}

function readLevel(fields: Fields): BalanceLevel {
  refuseUnknown(fields, ['value', 'label']);
  const value = figureAt(fields, 'value');
  return { value: toNumber(value), label: optionalText(fields, 'label') ?? formatDecimal(value) };
}

/** From the first thing that happened to the last that is known, expiries to come included, unless asked otherwise. */
function readSpan(options: Fields, ledger: Ledger): Period {
  const known = instantsOf(ledger);
  const [first, last] = [known[0], known.at(-1)];
  const start = optionalBoundary(options, 'from', ledger.zone) ?? (first && localDay(ledger.zone, first).start);
  const end = optionalBoundary(options, 'until', ledger.zone) ?? (last && localDay(ledger.zone, last).end);
  if (start === undefined || end === undefined) {
    report(options, 'from', {
      code: 'missing_field',
      message: 'is missing, and nothing has happened; give from and until',
    });
    refuse(options.issues);
  } else if (end > start) return { start, end };
  const message = 'ends before anything of it could be seen; until has to come after from';
  options.issues.push(problem(pathOf(options.place), 'invalid_interval', message));
  refuse(options.issues);
  return { start: start as Instant, end: end as Instant };
}

function instantsOf({ blocks, acts, charges, as_of }: Ledger): readonly Instant[] {
  const known = [
    ...blocks.flatMap(({ effective, expiry }) => [effective, expiry ?? effective]),
    ...acts.map(({ at }) => at),
    ...charges.map(({ day }) => day),
    ...(as_of === null ? [] : [as_of]),
  ];
  return known.sort((a, b) => a - b);
}

type Seen = { readonly points: readonly BalancePoint[]; readonly marks: readonly BalanceMark[] };

/** The balance where the span begins, and after every instant in it. */
function seenOf({ entries }: LedgerRun, span: Period, ledger: Ledger): Seen {
  const own = entries.filter(changesBalance);
  const before = [...own].reverse().find(({ at }) => at < span.start);
  const points = new Map<Instant, BalancePoint>([
    [span.start, { at: span.start, balance: before === undefined ? 0 : toNumber(before.end) }],
  ]);
  const inside = own.filter(({ at }) => at >= span.start && at <= span.end);
  for (const { at, end } of inside) points.set(at, { at, balance: toNumber(end) });
  const marks = inside.flatMap((entry) => markOf(entry, ledger.zone));
  // More marks than these would hide the line that they stand on.
  return { points: [...points.values()], marks: marks.length > mostMarks ? [] : marks };
}

/** Increments to come change nothing yet, and what is written off is granted and taken at once. */
function changesBalance({ type, status, block }: LedgerEntry): boolean {
  return (type !== 'increment' || status === 'committed') && (block === null || block.writes_off === null);
}

const markKinds: { readonly [T in LedgerEntry['type']]: BalanceMarkKind | null } = {
  increment: 'granted',
  decrement: null,
  expiration_change: null,
  credit_block_expiry: 'expired',
  void_initiated: null,
  void: 'voided',
  amendment: 'returned',
};

function markOf({ type, at, end, amount, block }: LedgerEntry, zone: TimeZone): readonly BalanceMark[] {
  const kind = markKinds[type];
  if (kind === null) return [];
  const expiry = kind === 'granted' && block !== null ? block.expiry : null;
  const until = expiry === null ? '' : `, until ${dateInWords(zone, expiry)}`;
  const note = `${dateInWords(zone, at)}: ${formatDecimal(amount)} ${kind}, ${block?.id ?? 'deficit'}${until}; balance ${formatDecimal(end)}`;
  return [{ kind, at, balance: toNumber(end), note }];
}

type Told = Seen & { readonly ledger: Ledger; readonly span: Period };

const mostTold = 40;

type Names = { readonly title: string | null; readonly customer: string };

function wordsOf({ ledger, span, marks, points }: Told, { title, customer }: Names) {
  const { zone, currency } = ledger;
  const dates = `${dateInWords(zone, span.start)} until ${dateInWords(zone, span.end)}`;
  const balances = points.map(({ balance }) => balance);
  const [least, most] = [balances.reduce((a, b) => Math.min(a, b)), balances.reduce((a, b) => Math.max(a, b))];
  const notes = marks.slice(0, mostTold).map(({ note }) => note);
  const rest = marks.length > mostTold ? [`and ${marks.length - mostTold} more`] : [];
  return {
    title: title ?? `Balance in ${currency.code}`,
    subtitle: [customer, ...(title === null ? [] : [`in ${currency.code}`]), dates, zone.name].join(' · '),
    description: [
      `Balance in ${currency.code} of ${customer}, ${dates}: from ${balances[0]} to ${balances.at(-1)}, at least ${least}, at most ${most}.`,
      ...(notes.length === 0 ? [] : [`${[...notes, ...rest].join('. ')}.`]),
    ].join(' '),
  };
}
