import { element, styleElement, type Content } from './markup.js';

/** A page before it is written: what it is called, its style, and what is on it. */
export type Page = { readonly title: string; readonly style: string; readonly body: readonly Content[] };

/** Writes a self-contained page: no script, nothing to load, light and dark by the reader's own setting. */
export function writePage({ title, style, body }: Page): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, title),
    styleElement(style),
  );
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, element('body', {}, ...body)).text}\n`;
}
