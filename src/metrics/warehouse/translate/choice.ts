import type { NodeOf } from '../../expressions/syntax.js';
import type { NumberSql } from '../dialects/dialect.js';
import { boundedSql, type Statement } from '../statement.js';
import { nullLanes, type Lane, type Lanes } from './lanes.js';
import { alignNumbers, conditionOf, unknown, type Translation } from './translation.js';

/** One of several values: the first whose condition is TRUE. */
export type Choice = { readonly when: string; readonly result: Lanes };

export function translateCase(node: NodeOf<'case'>, { translate, statement }: Translation): Lanes {
  const choices = node.branches.map(({ when, result }) => ({
    when: conditionOf(translate(when), statement),
    result: translate(result),
  }));
  return chooseLanes([...choices, { when: 'TRUE', result: translate(node.otherwise) }], statement);
}

/** The lanes of a choice, each lane choosing among the results' lanes of its type; NULL if no condition is TRUE. */
export function chooseLanes(choices: readonly Choice[], statement: Statement): Lanes {
  const { types } = statement.dialect;
  return {
    text: chooseTyped(choices, { laneOf: (result) => result.text, none: `CAST(NULL AS ${types.text})` }, statement),
    truth: chooseTyped(choices, { laneOf: (result) => result.truth, none: unknown(statement) }, statement),
    number: chooseNumbers(choices, (result) => result.number, statement),
    numeric: chooseNumbers(choices, (result) => result.numeric, statement),
    isPresent: () => {
      const results = choices.map(({ result }) => result.isPresent());
      return boundedSql(statement, caseOf(choices, results, 'FALSE'));
    },
  };
}

type Wanted = { readonly laneOf: (lanes: Lanes) => Lane<string>; readonly none: string };

function chooseTyped(choices: readonly Choice[], { laneOf, none }: Wanted, statement: Statement): Lane<string> {
  const lanes = choices.map(({ result }) => laneOf(result));
  if (lanes.every((lane) => lane === null)) return null;
  return () => {
    const results = lanes.map((lane) => lane?.() ?? none);
    return boundedSql(statement, caseOf(choices, results, none));
  };
}

function chooseNumbers(
  choices: readonly Choice[],
  laneOf: (lanes: Lanes) => Lane<NumberSql>,
  statement: Statement,
): Lane<NumberSql> {
  const lanes = choices.map(({ result }) => laneOf(result));
  if (lanes.every((lane) => lane === null)) return null;
  return () => {
    const numbers = alignNumbers(
      lanes.flatMap((lane) => (lane === null ? [] : [lane()])),
      statement,
    );
    const digits = numbers[0]?.digits ?? statement.digits;
    const none = statement.dialect.number.none(digits);
    const rest = numbers.map(({ sql }) => sql);
    const results = lanes.map((lane) => (lane === null ? none : (rest.shift() ?? none)));
    return { sql: boundedSql(statement, caseOf(choices, results, none)), digits };
  };
}

function caseOf(choices: readonly Choice[], results: readonly string[], otherwise: string): string {
  const branches = choices.map(({ when }, index) => `WHEN ${when} THEN ${results[index]}`);
  return `CASE ${branches.join(' ')} ELSE ${otherwise} END`;
}

/** The first of several values that is not NULL. */
export function firstPresent(operands: readonly Lanes[], statement: Statement): Lanes {
  const [only] = operands;
  if (only === undefined) return nullLanes;
  if (operands.length === 1) return only;
  return chooseLanes(
    operands.map((result) => ({ when: result.isPresent(), result })),
    statement,
  );
}
