export { identity, stamp } from '../identity/index.js';
