import { byId, element } from './element.js';
import { estimate, type Estimate, type Outcome } from './estimate.js';
import { fixedInputs } from './fixed-inputs.js';
import { money } from './money.js';
import { bundledPlans, ownPlan } from './plans.js';
import { shownField } from './requests.js';
import { showComparison } from './show-comparison.js';
import { showCurve } from './show-curve.js';
import { evenDisplay } from './show-even.js';
import { showQuote } from './show-quote.js';
import { readHash, writeHash, type EstimatorState } from './state.js';
import { usageInputs } from './usage-inputs.js';

const names = [
  'plan', 'other', 'own', 'start', 'periods', 'shown',
  'coupon', 'off', 'months', 'credits', 'cost', 'unit', 'expires',
] as const; // prettier-ignore
type Name = (typeof names)[number];
const control = (name: Name): HTMLInputElement => byId(name) as HTMLInputElement;

let state = readHash(location.hash);

const usage = usageInputs({
  quantity: (key, quantity) => change({ quantities: new Map([...state.quantities, [key, quantity]]) }),
  rows: (key, rows) => change({ rows: new Map([...state.rows, [key, rows]]) }),
  growth: (key, growth) => change({ growth: new Map([...state.growth, [key, growth]]) }),
});

const fixed = fixedInputs((key, quantity) => change({ fixed: new Map([...state.fixed, [key, quantity]]) }));
const showEven = evenDisplay();

function change(changes: Partial<EstimatorState>): void {
  state = { ...state, ...changes };
  // The address always holds the estimate, so that it can be shared as it is; it makes no history of every keystroke.
  history.replaceState(null, '', `#${writeHash(state)}`);
  show();
}

function show(): void {
  // Drawn as wide as there is room, because a picture that is scaled down has letters too small to read.
  const room = byId('curve-section').clientWidth || byId('form').clientWidth;
  const shown = estimate(state, Math.min(760, Math.max(320, room - 40)));
  writeControls();
  byId('own-plan').hidden = state.plan !== ownPlan && state.other !== ownPlan;
  showDeal();
  usage.show(shown.fields, state);
  fixed.show(shown.fixed, state, shown.refused);
  markFaults(shown.quote);
  fill('quote', shown.quote, showQuote);
  fill('curve', shown.curve, showCurve);
  const field = shownField(state, shown.curved);
  fill('comparison', shown.comparison, showComparison);
  showEven(shown.question, field?.label ?? '');
  choices(shown, field?.key ?? '');
  announce(shown);
}

/** Writes only what differs, so that the cursor stays where it is. */
function writeControls(): void {
  const typed = names.filter((name) => name !== 'shown' && control(name).value !== state[name]);
  for (const name of typed) control(name).value = state[name];
}

function markFaults(quoted: Outcome<unknown>): void {
  const issues = 'error' in quoted ? quoted.error.issues : [];
  usage.mark(issues);
  for (const [name, path] of faultPaths) {
    const isFaulty = issues.some((issue) => `${issue.path}${issue.message}`.startsWith(path));
    control(name).setAttribute('aria-invalid', String(isFaulty));
  }
}

/** Where the library says that what was typed is wrong. */
const faultPaths: readonly (readonly [Name, string])[] = [
  ['periods', 'periods'],
  ['start', 'start_date'],
  ['own', 'plan'],
  ['off', 'coupons[0].discount'],
  ['months', 'coupons[0].duration_in_months'],
  ['credits', 'credits[0].amount'],
  ['cost', 'credits[0].per_unit_cost_basis'],
  ['unit', 'credits[0].currency'],
  ['expires', 'credits[0].expiry_date'],
];

/** Shows what there is to say of a discount, and of credits, only where there are any. */
function showDeal(): void {
  byId('discount').hidden = state.coupon === '';
  byId('off-label').textContent = state.coupon === 'amount' ? 'Amount off' : 'Percent off';
  byId('bought').hidden = state.credits.trim() === '';
}

/** Fills a section with an answer, or with the very text of the refusal; hides it where nothing was asked. */
function fill<T>(id: string, outcome: Outcome<T> | null, draw: (value: T) => readonly HTMLElement[]): void {
  byId(`${id}-section`).hidden = outcome === null;
  if (outcome === null) return;
  byId(id).replaceChildren(...('value' in outcome ? draw(outcome.value) : [refusal(outcome.error)]));
}

function refusal(error: Error): HTMLElement {
  return element('p', { class: 'refusal' }, error.message);
}

function choices({ curved }: Estimate, shown: string): void {
  const made = curved.map(({ key, label }) => element('option', { value: key }, label));
  control('shown').replaceChildren(...made);
  control('shown').value = shown;
}

// Said once the typing pauses, or a reader would be told every digit.
let waiting: ReturnType<typeof setTimeout> | undefined;
function announce({ quote: quoted }: Estimate): void {
  clearTimeout(waiting);
  const said =
    'value' in quoted
      ? `The estimate is ${money(quoted.value.totals.recognized, quoted.value.currency)}.`
      : `No estimate. ${quoted.error.message}`;
  waiting = setTimeout(() => (byId('said').textContent = said), 400);
}

function start(): void {
  for (const { id, name } of bundledPlans) {
    control('plan').append(element('option', { value: id }, name));
    control('other').append(element('option', { value: id }, name));
  }
  control('plan').append(element('option', { value: ownPlan }, 'Your own plan, as JSON'));
  control('other').append(element('option', { value: ownPlan }, 'Your own plan, as JSON'));
  for (const name of names) control(name).addEventListener('input', () => change({ [name]: control(name).value }));
  byId('edit').addEventListener('click', () => {
    const plan = bundledPlans.find(({ id }) => id === state.plan);
    change({ plan: ownPlan, own: plan ? JSON.stringify(plan, null, 2) : state.own });
    control('own').focus();
  });
  byId('share').addEventListener('click', () => void share());
  byId('form').addEventListener('submit', (event) => event.preventDefault());
  addEventListener('hashchange', () => {
    state = readHash(location.hash);
    show();
  });
  show();
}

async function share(): Promise<void> {
  history.replaceState(null, '', `#${writeHash(state)}`);
  // A page from a file, or without the permission, has no clipboard: the address is above for all to copy.
  const copied = await navigator.clipboard?.writeText(location.href).then(
    () => true,
    () => false,
  );
  byId('shared').textContent = copied ? 'Link copied.' : 'Copy the address of this page: it holds the estimate.';
}

start();
