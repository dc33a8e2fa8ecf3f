/** The page's style: one column that prints on A4, light and dark by the reader's own setting, light on paper. */
export const pageStyle = /*#__PURE__*/ `
:root { --ink: #16202c; --soft: #5b6877; --line: #d5dce4; --paper: #fff; --tint: #f4f7fa; --strong: #0b5d4b; --warn: #9a3412; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf1; --soft: #9aa8b7; --line: #34404d; --paper: #12181f; --tint: #1a222b; --strong: #62d2b4; --warn: #fdba74; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
nav { max-width: 52rem; margin: 0 auto; padding: 1.2rem 1.5rem 0; }
nav + main { padding-top: .5rem; }
a { color: var(--strong); }
a:focus-visible { outline: 2px solid var(--strong); outline-offset: 2px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 1rem; overflow-wrap: anywhere; }
.stamp { font-size: .8rem; vertical-align: .3em; margin-left: .4rem; padding: .15rem .6rem; border: 1px solid currentColor; border-radius: 1rem; color: var(--soft); }
.stamp.paid { color: var(--strong); }
.stamp.issued, .stamp.synced { color: var(--warn); }
.stamp.void { text-decoration: line-through; }
.sides { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1.5rem; }
p { margin: 0; }
p, summary, li { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
dl { display: grid; grid-template-columns: auto auto; gap: 0 1.2rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; margin-top: 2rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .4rem; }
th, td { text-align: left; padding: .5rem .6rem; border-top: 1px solid var(--line); vertical-align: baseline; font-weight: inherit; }
thead th { color: var(--soft); font-size: .85rem; border-top: 0; }
tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 9ch; unicode-bidi: plaintext; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.day { white-space: nowrap; }
.why td { border-top: 0; padding-top: 0; }
details { background: var(--tint); border-radius: .4rem; padding: .35rem .7rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--soft); }
summary:focus-visible { outline: 2px solid var(--strong); outline-offset: 2px; }
ul { list-style: none; margin: .3rem 0 .2rem; padding: 0 0 0 .9rem; border-left: 2px solid var(--line); }
li > div { display: flex; justify-content: space-between; gap: 1rem; padding: .1rem 0; }
small { color: var(--soft); }
.totals { width: auto; min-width: 20rem; margin-left: auto; }
.totals tbody th { font-weight: 400; }
.totals .total th, .totals .total td { font-weight: 700; border-top: 2px solid var(--ink); }
.void { text-decoration: line-through; color: var(--soft); }
.memo { margin-top: 2rem; white-space: pre-line; color: var(--soft); }
@media (max-width: 34rem) {
  main, nav { padding-inline: .8rem; }
  th, td { padding-inline: .3rem; }
  thead .number { white-space: normal; }
  thead th { font-size: .8rem; }
  tbody th { min-width: 5ch; }
  .lines tbody th { min-width: 10ch; }
  .days { font-size: .8rem; }
  .totals { width: 100%; min-width: 0; }
}
@media (max-width: 22rem) {
  .lines th, .lines td { font-size: .8rem; padding-inline: .2rem; }
}
@media print {
  nav { display: none; }
  :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --tint: #fff; --strong: #000; --warn: #000; }
  main { max-width: none; padding: 0; }
  tr, li { break-inside: avoid; }
  details { padding-left: 0; }
}
`.trim();
