import type { Issue } from 'reckoner';
import type { EstimatorState, TypedGrowth, TypedRows } from './state.js';

/** What an input tells of what was entered. */
export type UsageChanges = {
  readonly quantity: (key: string, quantity: string) => void;
  readonly rows: (key: string, rows: TypedRows) => void;
  readonly growth: (key: string, growth: TypedGrowth) => void;
};

/** A part of the form that shows a state and marks what of it was refused. */
export type Input = {
  readonly element: HTMLElement;
  readonly show: (state: EstimatorState) => void;
  /** Marks faults by what their paths say behind that of the usage; tells which it has a place for. */
  readonly mark: (faults: readonly Issue[]) => void;
};

/** Writes only what differs, so that the cursor stays where it is. */
export function write(control: HTMLInputElement | HTMLSelectElement, text: string): void {
  if (control.value !== text) control.value = text;
}
