import type { Period } from '../../time/index.js';
import type { Aggregation } from './aggregation.js';
import { createColumn, type Column } from './column.js';
import { createWindowedColumn } from './windowed-column.js';
import type { Windows } from './windows.js';

/** The window that is measured, null if it lacks a bound, and the windows that it is cut into, if any. */
export type Frame = { readonly span: Period | null; readonly windows: Windows | null };

/** The column of an aggregation, which only here is known by the type of its states. */
export function openColumn<S extends object>(aggregation: Aggregation<S>, { span, windows }: Frame): Column {
  return windows === null ? createColumn(aggregation, span) : createWindowedColumn(aggregation, windows);
}
