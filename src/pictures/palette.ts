/** A colour on a light and on a dark ground. Text and lines keep a contrast of 4.5 and 3 to their ground in both. */
type Shade = { readonly light: string; readonly dark: string };

const shades = {
  surface: { light: '#ffffff', dark: '#15181e' },
  ink: { light: '#1f2328', dark: '#e8eaed' },
  muted: { light: '#57606a', dark: '#a3adba' },
  rule: { light: '#d8dee4', dark: '#333a44' },
  'series-1': { light: '#2563c9', dark: '#78aefc' },
  'series-2': { light: '#0b7a6f', dark: '#43c9ba' },
  'series-3': { light: '#a15c07', dark: '#e5b455' },
  'series-4': { light: '#7a3fc4', dark: '#bd9bf7' },
  'series-5': { light: '#c02660', dark: '#f78fb3' },
  'series-6': { light: '#4d6b1f', dark: '#a5c76b' },
} as const satisfies { readonly [name: string]: Shade };

/** What a colour is for. Series are told apart by shape or label as well, never by colour alone. */
export type Tone = keyof typeof shades;

const tones = /*#__PURE__*/ Object.keys(shades) as readonly Tone[];

/**
 * The rules of all pictures: `fill-<tone>`, `stroke-<tone>` and `tint-<tone>` (a pale fill), and how text looks.
 *
 * Colours follow the reader's light or dark setting. Every class begins with `reckoner-`, because the style of an SVG
 * that is put into a page holds for the page; no custom properties, because not every renderer of SVG knows them.
 */
export function pictureStyles(): string {
  const font = 'font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif';
  const text = `.reckoner-picture text{${font};font-size:12px}`;
  const sizes =
    '.reckoner-picture .reckoner-heading{font-size:16px;font-weight:600}.reckoner-picture .reckoner-small{font-size:11px}';
  const light = tones.map((tone) => rules(tone, 'light')).join('');
  const dark = tones.map((tone) => rules(tone, 'dark')).join('');
  return `${text}${sizes}${light}@media (prefers-color-scheme:dark){${dark}}`;
}

function rules(tone: Tone, ground: keyof Shade): string {
  const colour = shades[tone][ground];
  const opacity = ground === 'light' ? 0.16 : 0.26;
  return (
    `.reckoner-fill-${tone}{fill:${colour}}` +
    `.reckoner-stroke-${tone}{stroke:${colour}}` +
    `.reckoner-tint-${tone}{fill:${colour};fill-opacity:${opacity}}`
  );
}

/** The class of a shape filled with a tone. */
export function filled(tone: Tone): string {
  return `reckoner-fill-${tone}`;
}

/** The class of a line or outline in a tone. */
export function stroked(tone: Tone): string {
  return `reckoner-stroke-${tone}`;
}

/** The class of an area that text may stand on: the tone, pale. */
export function tinted(tone: Tone): string {
  return `reckoner-tint-${tone}`;
}
