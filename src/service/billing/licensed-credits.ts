import { add, isZero, parseDecimal, subtract, zero, type Decimal } from '../../decimal/index.js';
import { parseInstant, type Instant, type Period } from '../../time/index.js';
import type { CreditLedger } from '../../wire/index.js';

/** What licences had for themselves over a time, and what they used. */
export type LicensedCredits = {
  readonly time: Period;
  /** What their own blocks had left when the time began, and what they were granted in it. */
  readonly allocated: Decimal;
  /** What charges took from those blocks, less what came back. What expired unused is not consumed. */
  readonly consumed: Decimal;
  /** What was charged for while they were in force, whichever blocks paid. */
  readonly eligible: Decimal;
  /** What was charged for while they were not. */
  readonly shared: Decimal;
};

/** What can happen to the credits of a licence, and what it can be charged. */
type Kind = 'expired' | 'granted' | 'consumed' | 'eligible' | 'shared';

/** One thing that happened to a licence. */
export type LicenseMovement = { readonly at: Instant; readonly kind: Kind; readonly amount: Decimal };

/** All that a ledger says of licences, by their ids: each entry and charge is read once, however much is asked of it then. */
export type LicenseMovements = ReadonlyMap<string, readonly LicenseMovement[]>;

/** Reads what a ledger says of licences. */
export function licenseMovements({ blocks, entries, charges }: CreditLedger): LicenseMovements {
  const movements = new Map<string, LicenseMovement[]>();
  // What was written off was never a licence's own.
  const own = blocks.filter(({ writes_off }) => writes_off === undefined);
  const owners = new Map(own.map(({ id, license_id }) => [id, license_id]));
  for (const entry of entries) {
    const owner = owners.get(entry.block_id ?? '') ?? null;
    if (owner !== null) addTo(movements, owner, movementOf(entry));
  }
  // What is given back of a charge is of no licence; the blocks that get it back tell.
  for (const charge of charges) if (charge.license_id !== null) addTo(movements, charge.license_id, chargedIn(charge));
  return movements;
}

function addTo(movements: Map<string, LicenseMovement[]>, license_id: string, movement: LicenseMovement | null): void {
  if (movement === null) return;
  const own = movements.get(license_id);
  if (own === undefined) movements.set(license_id, [movement]);
  else own.push(movement);
}

type Entry = CreditLedger['entries'][number];

/** What an entry changes; moving credits to a block that expires otherwise changes nothing. */
const effects: { readonly [T in Entry['entry_type']]: readonly [kind: Kind, sign: 1 | -1] | null } = {
  increment: ['granted', 1],
  // What is voided is taken as never granted.
  void: ['granted', -1],
  decrement: ['consumed', 1],
  amendment: ['consumed', -1],
  credit_block_expiry: ['expired', 1],
  expiration_change: null,
  void_initiated: null,
};

function movementOf({ entry_type, entry_status, date, amount }: Entry): LicenseMovement | null {
  const effect = effects[entry_type];
  // A grant that does not count yet is none.
  if (effect === null || (entry_type === 'increment' && entry_status === 'pending')) return null;
  const [kind, sign] = effect;
  const value = parseDecimal(amount);
  return { at: parseInstant(date), kind, amount: sign === 1 ? value : subtract(zero, value) };
}

function chargedIn({ license_status, date, amount }: CreditLedger['charges'][number]): LicenseMovement {
  const kind = license_status === 'inactive' ? 'shared' : 'eligible';
  return { at: parseInstant(date), kind, amount: parseDecimal(amount) };
}

/** Which licences are looked at together, and the times that are told apart, in their order. */
export type CreditsQuestion = { readonly license_ids: readonly string[]; readonly times: readonly Period[] };

/** What some licences had and used in each of some times, one after the other: what is left of one begins the next. */
export function licensedCredits(
  movements: LicenseMovements,
  { license_ids, times }: CreditsQuestion,
): readonly LicensedCredits[] {
  // At one instant what expires goes first (§8.5).
  const ordered = license_ids
    .flatMap((id) => movements.get(id) ?? [])
    .sort((a, b) => a.at - b.at || Number(b.kind === 'expired') - Number(a.kind === 'expired'));
  let left: Decimal = zero;
  let position = 0;
  return times.map((time) => {
    const before = sums();
    const within = sums();
    for (let next = ordered[position]; next !== undefined && next.at < time.end; next = ordered[position]) {
      const part = isBefore(next, time) ? before : within;
      part[next.kind] = add(part[next.kind], next.amount);
      position += 1;
    }
    const began = add(left, changeOf(before));
    left = add(began, changeOf(within));
    const { granted, consumed, eligible, shared } = within;
    return { time, allocated: add(began, granted), consumed, eligible, shared };
  });
}

type Sums = { [K in Kind]: Decimal };

function sums(): Sums {
  return { expired: zero, granted: zero, consumed: zero, eligible: zero, shared: zero };
}

/** ≤: what expires as a time begins was none of its credits any more. */
function isBefore({ at, kind }: LicenseMovement, { start }: Period): boolean {
  return kind === 'expired' ? at <= start : at < start;
}

function changeOf({ granted, consumed, expired }: Sums): Decimal {
  return subtract(subtract(granted, consumed), expired);
}

/** Whether there was anything at all. */
export function isUsed({ allocated, consumed, eligible, shared }: LicensedCredits): boolean {
  return [allocated, consumed, eligible, shared].some((amount) => !isZero(amount));
}
