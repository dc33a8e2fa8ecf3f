import { writeFileSync } from 'node:fs';
import { describeApi } from '../../src/rest/index.js';

// Describes anew what is served: run as `npm run build:openapi` from the repository's root.
writeFileSync('docs/openapi.json', `${JSON.stringify(describeApi(), null, 2)}\n`);
