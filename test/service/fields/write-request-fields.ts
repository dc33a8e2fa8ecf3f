import { writeFileSync } from 'node:fs';
import { describedFields } from './described-fields.js';

// Reads the fields of requests anew: run as `npm run build:fields` from the repository's root.
writeFileSync('src/service/fields/request-fields.json', `${JSON.stringify(describedFields(), null, 2)}\n`);
