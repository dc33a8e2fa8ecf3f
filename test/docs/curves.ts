import { readFileSync } from 'node:fs';
import { drawPriceCurve, type PriceCurveOptions, type PriceInput, type RatingContext } from '../../src/index.js';

type ShownCurve = {
  readonly price: PriceInput;
  readonly options: PriceCurveOptions;
  readonly context?: RatingContext | undefined;
};

/** A picture of the guide to price models: its file name and what is in it. */
export type ShownPicture = { readonly name: string; readonly svg: string };

/** Draws every curve that `curves.json` in a folder lists, each named by its model. */
export function drawnCurves(folder: string): readonly ShownPicture[] {
  const curves = JSON.parse(readFileSync(`${folder}/curves.json`, 'utf8')) as readonly ShownCurve[];
  return curves.map(({ price, options, context }) => ({
    name: `${price.model_type}.svg`,
    svg: `${drawPriceCurve(price, options, context)}\n`,
  }));
}
