import { writeFileSync } from 'node:fs';
import { drawnCurves } from './curves.js';

// Draws the pictures of the guides anew: run as `npm run docs:pictures` from the repository's root, then look at them.
const folder = 'docs/guides/pictures';
for (const { name, svg } of drawnCurves(folder)) writeFileSync(`${folder}/${name}`, svg);
