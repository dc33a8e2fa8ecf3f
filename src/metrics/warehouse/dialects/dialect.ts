import type { Instant } from '../../../time/index.js';
import type { ArithmeticOperator } from '../../expressions/syntax.js';

/** At most how many digits a number has before and after the point. */
export type Digits = { readonly integer: number; readonly fraction: number };

/** SQL of an exact number, NULL where there is none, and how many digits it can have. */
export type NumberSql = { readonly sql: string; readonly digits: Digits };

/** Makes a parameter of a text and returns its SQL. No text of a user gets into a statement any other way. */
export type Bind = (text: string) => string;

/** Where a property is read from: the SQL of the properties column, and of the property's name or address. */
export type PropertySource = { readonly properties: string; readonly name: string };

/** What an engine can hold exactly. */
export type NumberLimits = {
  /** Digits after the point. */
  readonly fraction: number;
  /** Digits altogether, to be proven when a metric is compiled; null where the engine itself reports an overflow. */
  readonly total: number | null;
  /** What a property may have unless the caller says otherwise. */
  readonly property: Digits;
};

/**
 * How an engine says what the language needs (§3), exactly or not at all.
 *
 * Every function takes and returns SQL. A number is of the engine's widest exact type, never of a binary floating type;
 * what has more digits than the type holds stops the query.
 */
export type Dialect = {
  readonly limits: NumberLimits;
  /** The n-th parameter, from 1, as a text. */
  readonly parameter: (position: number) => string;
  readonly identifier: (name: string) => string;
  /** The names of the types of texts and truth values, as CAST takes them. */
  readonly types: { readonly text: string; readonly truth: string };
  readonly time: {
    /** `timestamp ≥ at`, the timestamp being cut to the millisecond. */
    readonly from: (timestamp: string, at: Instant, bind: Bind) => string;
    /** `timestamp < at`. */
    readonly before: (timestamp: string, at: Instant, bind: Bind) => string;
    /** Whole milliseconds since 1970, cut downwards, as a number without fraction. */
    readonly millis: (timestamp: string) => string;
    /** The number, from 0 and as a text, of the slice that holds the timestamp; slices tile a span that holds it. */
    readonly slice: (timestamp: string, starts: readonly Instant[], bind: Bind) => string;
  };
  readonly property: {
    /** The name, or whatever else addresses the property in its object, as the text of a parameter. */
    readonly address: (name: string) => string;
    readonly text: (source: PropertySource) => string;
    readonly truth: (source: PropertySource) => string;
    /** The JSON number; more digits than `digits` stop the query. */
    readonly number: (source: PropertySource, digits: Digits) => string;
    /** TRUE if there is a string, a number or a boolean, else FALSE. */
    readonly isPresent: (source: PropertySource) => string;
  };
  readonly number: {
    /** The number of a text of the strict decimal grammar, else NULL; more digits than `digits` stop the query. */
    readonly ofText: (text: string, digits: Digits) => string;
    /** The number of a text parameter that is known to be a decimal of these digits. */
    readonly literal: (parameter: string, digits: Digits) => string;
    /** NULL of the number type. */
    readonly none: (digits: Digits) => string;
    /** The same number in the type of these digits. */
    readonly widen: (number: NumberSql, digits: Digits) => string;
    readonly arithmetic: {
      readonly [O in ArithmeticOperator]: (left: NumberSql, right: NumberSql, digits: Digits) => string;
    };
    readonly floor: (sql: string) => string;
    readonly ceiling: (sql: string) => string;
    /** The least or greatest of numbers of one type, passing over NULL; NULL if there is none. */
    readonly extreme: (which: 'LEAST' | 'GREATEST', numbers: readonly string[]) => string;
    /** The number as a plain decimal text. */
    readonly text: (sql: string) => string;
  };
  readonly text: {
    readonly lower: (sql: string) => string;
    readonly upper: (sql: string) => string;
    /** Compares texts by code point. */
    readonly inCodePointOrder: (sql: string) => string;
    /** LIKE in which nothing escapes. */
    readonly like: (text: string, pattern: string) => string;
  };
};
