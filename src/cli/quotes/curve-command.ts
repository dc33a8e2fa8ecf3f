import { isObject } from '../../errors/index.js';
import { drawPriceCurve, priceCurve, type PriceInput } from '../../index.js';
import type { CurveOptions } from '../options.js';
import type { Environment } from '../environment.js';
import { CommandRefusal, refusingFor } from '../refusal.js';
import { readDocument } from '../scenario/open-scenario.js';

type Request = CurveOptions & { readonly scenario: string };

/**
 * `reckoner curve`: what a price costs against quantity, as a picture or in numbers.
 *
 * @throws CommandRefusal if the input is refused, or the picture cannot be written
 */
export async function runCurveCommand(request: Request, environment: Environment): Promise<void> {
  const { scenario: file, from, to, grouping_values, out, format } = request;
  const document = await readDocument(file, 'the price', environment);
  const price = choosePrice(document, request);
  const span = { from, to, ...(grouping_values.length === 0 ? {} : { grouping_values }) };
  const text = refusingFor({ file, usage: 'usage', result: 'curve' }, () =>
    format === 'json' ? `${JSON.stringify(priceCurve(price, span), null, 2)}\n` : `${drawPriceCurve(price, span)}\n`,
  );
  if (out === null) return environment.stdout.write(text);
  await environment.writeText(out, text).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CommandRefusal(
      `${out}: the picture could not be written there (${String(error.code)}); name another file with --out`,
    );
  });
}

/** The only price of the document, or the one that was named. */
function choosePrice(document: unknown, { scenario, price }: Request): PriceInput {
  const prices = pricesIn(document).filter((entry) => isObject(entry));
  const [found, ...others] = price === null ? prices : prices.filter((entry) => idsOf(entry).includes(price));
  if (found !== undefined && others.length === 0) return found as PriceInput;
  const ids = prices.map((entry) => idsOf(entry)[0] ?? '?').join(', ');
  const wanted =
    prices.length === 0 ? 'give a price, or a document with prices or a plan' : `choose one with --price: ${ids}`;
  const fault = price === null ? 'is not one price' : `has no price ${JSON.stringify(price)}`;
  throw new CommandRefusal(`${scenario}: ${fault}; ${wanted}`);
}

function idsOf(price: Readonly<Record<string, unknown>>): readonly string[] {
  return [price['id'], price['external_price_id']].filter((id) => typeof id === 'string');
}

/** Prices stand bare or wrapped, in a list, in a plan, or as they are. */
function pricesIn(document: unknown): readonly unknown[] {
  if (!isObject(document)) return [];
  if ('model_type' in document) return [document];
  const owner = isObject(document['plan']) ? document['plan'] : document;
  const list = owner['prices'];
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) => (isObject(entry) && isObject(entry['price']) ? entry['price'] : entry));
}
