import {
  difference,
  floor,
  greater,
  lesser,
  nothing,
  order,
  print,
  printScaled,
  product,
  rational,
  sum,
  type Rational,
} from '../../support/rational.js';
import { burn, type Burnt, type Charge } from './burn.js';
import { calendarOf, type Calendar } from './calendar.js';
import { timeText, type History, type Outcome } from './history.js';
import type { LifePlan } from './life.js';

const grace = 12 * 3_600_000;

type Subscription = History['subscriptions'][number];

/** A month of a subscription, with what was invoiced of it; `isClosed` once its last invoice is issued. */
type Period = {
  readonly subscription: Subscription;
  readonly start: number;
  readonly end: number;
  readonly issued: Charge[];
  billed: Rational;
  isClosed: boolean;
};

/** What invoices, entries and alerts have to be, computed from the rules alone: naively, all of it anew at each moment. */
export function owedIn(history: History): Outcome {
  const calendar = calendarOf(history.timezone);
  const periods = history.subscriptions.flatMap((subscription) => monthsOf(subscription, history, calendar));
  const invoices: string[] = [];
  const alerts: string[] = [];
  const isLow = history.thresholds.map(() => true);
  const books = { history, calendar, periods, invoices };
  for (const moment of momentsOf(books)) {
    const isMidnight = calendar.dayAt(moment) === moment;
    if (isMidnight) for (const period of periods) invoicePart(books, period, moment);
    for (const period of periods) close(books, period, moment);
    const isMoved = history.grants.some(({ from, created }) => from === moment || created === moment);
    if (!isMidnight && !isMoved) continue;
    const { balance } = burntAt(books, moment);
    const crossed = history.thresholds.filter((threshold, place) => order(balance, threshold) <= 0 && !isLow[place]);
    history.thresholds.forEach((threshold, place) => (isLow[place] = order(balance, threshold) <= 0));
    // Of several the lowest (§12).
    const [lowest] = crossed.sort(order);
    if (lowest !== undefined) alerts.push(`${timeText(moment)} ${print(lowest)} ${print(balance)}`);
  }
  const waiting = history.grants.filter(({ from }) => from > history.ended);
  const ahead = waiting.map(({ from, id, amount }) => `increment ${timeText(from)} ${id} ${print(amount)}`);
  return { invoices, entries: [...burntAt(books, history.ended).entries, ...ahead], alerts };
}

type Books = {
  readonly history: History;
  readonly calendar: Calendar;
  readonly periods: readonly Period[];
  readonly invoices: string[];
};

function monthsOf(subscription: Subscription, { began, ended }: History, { nextMonth }: Calendar): readonly Period[] {
  const months: Period[] = [];
  for (let start = began; start <= ended; start = nextMonth(start)) {
    months.push({ subscription, start, end: nextMonth(start), issued: [], billed: nothing, isClosed: false });
  }
  return months;
}

/** Each midnight, the end of each grace, and when credits were granted. */
function momentsOf({ history: { began, ended, grants }, calendar, periods }: Books): readonly number[] {
  const midnights: number[] = [];
  for (let day = calendar.dayAt(began, 1); day <= ended; day = calendar.dayAt(day, 1)) midnights.push(day);
  const ends = periods.flatMap(({ end }) => [end, end + grace]);
  const moved = grants.flatMap(({ from, created }) => [from, created]);
  return [...new Set([...midnights, ...ends, ...moved])]
    .filter((moment) => moment > began && moment <= ended)
    .sort((a, b) => a - b);
}

/** The ledger as it stands at a moment, with all that open invoices charge by then. */
function burntAt({ history, calendar, periods }: Books, moment: number): Burnt {
  const charges = periods
    .filter(({ start }) => start <= moment)
    .flatMap((period) => [...period.issued, ...openCharges(period, history, { calendar, moment })]);
  const inOrder = charges.sort((a, b) => a.day - b.day || (a.invoice < b.invoice ? -1 : a.invoice > b.invoice ? 1 : 0));
  const known = history.grants.filter(({ created }) => created <= moment);
  return burn(known, inOrder, moment);
}

type Looking = { readonly calendar: Calendar; readonly moment: number };

/** What a period charges day by day that its earlier invoices did not (§8.2): these billed the first days. */
function openCharges(period: Period, history: History, { calendar, moment }: Looking): readonly Charge[] {
  if (period.isClosed) return [];
  const { plan, id } = period.subscription;
  let before = sum(period.issued.map(({ amount }) => amount));
  const charges: Charge[] = [];
  for (let day = period.start; day < Math.min(moment, period.end); day = calendar.dayAt(day, 1)) {
    const next = calendar.dayAt(day, 1);
    const used = usedIn(history, plan, { start: day, end: Math.min(next, moment) });
    const amount = product(used, rational(plan.unit_amount));
    const taken = lesser(before, amount);
    before = difference(before, taken);
    const rest = difference(amount, taken);
    const invoice = `invoice:${id}:subscription:${stampOf(period.end)}`;
    const { item, conversion } = plan;
    if (order(rest, nothing) > 0)
      charges.push({ day, invoice, item, amount: rest, issued: null, converts: conversion !== null });
  }
  return charges;
}

function usedIn({ uses }: History, { item }: LifePlan, { start, end }: { start: number; end: number }): Rational {
  return sum(
    uses.filter((use) => use.item === item && use.at >= start && use.at < end).map(({ quantity }) => quantity),
  );
}

/** What a period comes to by a moment: what credits paid of it, and what is left in money. */
function comesTo(books: Books, period: Period, moment: number) {
  const { plan } = period.subscription;
  const end = Math.min(moment, period.end);
  const whole = product(usedIn(books.history, plan, { start: period.start, end }), rational(plan.unit_amount));
  const { paid } = burntAt(books, moment);
  const open = [...paid].filter(([{ invoice, issued }]) => issued === null && isOf(period, invoice));
  const applied = sum([...open.map(([, amount]) => amount), ...period.issued.map(({ issued }) => issued ?? nothing)]);
  return { open, applied, money: converted(plan, difference(whole, applied)) };
}

function isOf({ subscription, end }: Period, invoice: string): boolean {
  return invoice === `invoice:${subscription.id}:subscription:${stampOf(end)}`;
}

function converted({ conversion }: LifePlan, overage: Rational): Rational {
  if (conversion === null) return nothing;
  if (conversion !== 'tiered') return toCents(product(overage, rational(conversion)));
  const first = lesser(overage, rational('20'));
  const rest = greater(difference(overage, rational('20')), nothing);
  return toCents(sum([product(first, rational('0.30')), product(rest, rational('0.20'))]));
}

/** Half away from zero; nothing here is below it. */
function toCents(value: Rational): Rational {
  const halves = sum([product(value, rational('100')), rational('0.5')]);
  return { over: floor(halves), under: 100n };
}

/** Invoices the part of a period at its threshold (§10). */
function invoicePart(books: Books, period: Period, moment: number): void {
  const { threshold, id } = period.subscription;
  if (threshold === null || period.isClosed || moment <= period.start || moment >= period.end) return;
  const { money } = comesTo(books, period, moment);
  if (order(difference(money, period.billed), threshold) < 0) return;
  issue(books, period, { moment, name: `invoice:${id}:partial:${stampOf(moment)}` });
}

/** Issues the last invoice of a period as its grace ends. */
function close(books: Books, period: Period, moment: number): void {
  if (period.isClosed || moment < period.end + grace) return;
  issue(books, period, { moment, name: `invoice:${period.subscription.id}:subscription:${stampOf(period.end)}` });
  period.isClosed = true;
}

function issue(books: Books, period: Period, { moment, name }: { moment: number; name: string }): void {
  const { open, applied, money } = comesTo(books, period, moment);
  books.invoices.push(`${name} ${print(applied)} ${centsOf(difference(money, period.billed))}`);
  period.issued.push(...open.map(([charge, amount]) => ({ ...charge, invoice: name, issued: amount })));
  period.billed = money;
}

function centsOf(money: Rational): string {
  return printScaled(floor(product(money, rational('100'))), 2);
}

function stampOf(instant: number): string {
  return new Date(instant).toISOString().replaceAll(/[-:]|\.000/g, '');
}
