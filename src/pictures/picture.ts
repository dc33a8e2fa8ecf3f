import { element, styleElement, type Content } from './markup.js';
import { filled, pictureStyles } from './palette.js';

/** A picture before it is written: how large it is, what it is called, what it shows in words, and its elements. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What a reader who cannot see the picture needs to know. */
  readonly description: string;
  readonly body: readonly Content[];
};

/** Writes a picture as one self-contained SVG document: no scripts, no fonts, nothing to fetch, its own ground. */
export function writePicture({ width, height, title, description, body }: Picture): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: 'reckoner-picture',
      role: 'img',
      'aria-label': title,
    },
    element('title', {}, title),
    element('desc', {}, description),
    styleElement(pictureStyles()),
    element('rect', { width, height, class: filled('surface') }),
    ...body,
  ).text;
}
