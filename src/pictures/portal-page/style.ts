import { pageStyle } from '../invoice-page/style.js';

const own = /*#__PURE__*/ `
h1 { overflow-wrap: anywhere; }
section { overflow-x: auto; }
h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
section table { margin-top: 0; }
.soft { color: var(--soft); margin-top: .6rem; }
.jump { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: 0; margin: 1rem 0 0; }
.turns { display: flex; gap: 1.2rem; margin-top: .8rem; }
th small { font-weight: 400; }
th .stamp { display: inline-block; margin-left: 0; font-weight: 400; }
.gone .number { text-decoration: line-through; color: var(--soft); }
.picture { margin: .8rem 0 1rem; border: 1px solid var(--line); border-radius: .4rem; overflow: hidden; }
.picture svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
@media (max-width: 34rem) {
  .wide { display: none; }
  .narrow { display: block; }
  section th, section td { font-size: .9rem; }
  section td.number { white-space: normal; }
  section .stamp { font-size: .75rem; padding-inline: .4rem; }
}
`.trim();

/** The portal's style: the invoice's, and what a page with several parts needs beside it. */
export const portalStyle = /*#__PURE__*/ [pageStyle, own].join('\n');
