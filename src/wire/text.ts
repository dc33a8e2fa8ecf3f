/** A plain decimal in Orb's JSON, such as `'12.50'`: no exponent, no `+`, no spaces. Amounts are in whole currency units. */
export type DecimalText = string;

/** An ISO 8601 instant with an explicit offset, such as `'2026-01-01T05:00:00+00:00'`. */
export type DateTimeText = string;

/** A calendar date without a zone, such as `'2026-01-01'`; a room that reads one names the zone it belongs to. */
export type DateText = string;

/** A calendar date or an instant, whichever the caller has. */
export type DateOrDateTimeText = string;

/** Text in which some values have a meaning of their own; naming them keeps them known to editors. */
export type TextOr<Literal extends string> = Literal | (string & {});

/**
 * An amount, rate or quantity as it is accepted: decimal text, or a finite number that means its shortest decimal
 * form. What a double cannot hold has to arrive as text.
 */
export type Amount = DecimalText | number;

/** Labels stored beside a document. No amount ever depends on them. */
export type Metadata = { readonly [key: string]: string };

/** {@link Metadata} as a request sends it; `null` for a key removes it, `null` for the whole clears it. */
export type MetadataInput = { readonly [key: string]: string | null };
