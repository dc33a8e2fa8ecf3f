// Builds the estimator: one HTML file that holds its script and style, because a page from a file may load neither.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = process.argv[2] ?? fileURLToPath(new URL('../docs/estimator/index.html', import.meta.url));

const { outputFiles } = await build({
  entryPoints: [`${here}main.ts`, `${here}style.css`],
  bundle: true,
  format: 'iife',
  minify: true,
  target: 'es2022',
  charset: 'utf8',
  tsconfig: `${here}tsconfig.json`,
  outdir: '/',
  write: false,
  logLevel: 'warning',
});
const built = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text.trim();
// In a script `</script` would end it; within a text or a pattern of JavaScript the backslash changes nothing.
const script = built('.js')
  .replaceAll(/<\/(script)/gi, String.raw`<\/$1`)
  .replaceAll('<!--', String.raw`<\!--`);
const page = readFileSync(`${here}index.html`, 'utf8')
  .replace('/* style */', () => built('.css'))
  .replace('/* script */', () => script);

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, page);
process.stdout.write(`${target}: ${Math.round(Buffer.byteLength(page) / 1024)} kB\n`);
