/** An element of a well-formed document: its name, attributes, and what it holds in order. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly contents: readonly (XmlElement | string)[];
};

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const token =
  /<\/(?<closed>[A-Za-z][\w-]*)>|<(?<opened>[A-Za-z][\w-]*)(?<attributes>(?: [\w:-]+="[^"<]*")*)(?<empty>\/?)>|(?<text>[^<]+)/y;
const unwritable = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/u;

/** Reads an XML document of elements and text, strictly; throws where it is not well-formed. A reader of its own, so that a writer cannot fool itself. */
export function readXml(document: string): XmlElement {
  if (unwritable.test(document)) throw new Error('a character that XML cannot hold');
  const root = { name: '', attributes: new Map<string, string>(), contents: [] as (XmlElement | string)[] };
  const open: { readonly name: string; readonly contents: (XmlElement | string)[] }[] = [root];
  token.lastIndex = 0;
  while (token.lastIndex < document.length) {
    const at = token.lastIndex;
    const groups = token.exec(document)?.groups;
    if (!groups) throw new Error(`not markup at ${at}: ${document.slice(at, at + 40)}`);
    const top = open.at(-1)!;
    if (groups['text'] !== undefined) top.contents.push(unescaped(groups['text']));
    else if (groups['closed'] !== undefined) {
      if (open.length === 1 || open.pop()!.name !== groups['closed'])
        throw new Error(`stray end of ${groups['closed']}`);
    } else {
      const child = { name: groups['opened']!, attributes: attributesOf(groups['attributes']!), contents: [] };
      top.contents.push(child);
      if (groups['empty'] === '') open.push(child);
    }
  }
  const [element, ...others] = root.contents;
  if (open.length !== 1 || others.length > 0 || element === undefined || typeof element === 'string')
    throw new Error('not exactly one closed element');
  return element;
}

/** Every element below and including one, parents first. */
export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.contents.flatMap((child) => (typeof child === 'string' ? [] : elementsOf(child)))];
}

/** All text in an element, in order. */
export function textOf(element: XmlElement): string {
  return element.contents.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/ ([\w:-]+)="([^"<]*)"/g)) {
    if (attributes.has(name)) throw new Error(`the attribute ${name} twice`);
    attributes.set(name, unescaped(value));
  }
  return attributes;
}

function unescaped(text: string): string {
  return text.replaceAll(/&([^;]*);|&/g, (_, name: string | undefined) => {
    const character = entities[name ?? ''];
    if (character === undefined) throw new Error(`an ampersand that begins no known entity: ${text.slice(0, 40)}`);
    return character;
  });
}
