export { idPart, identity, stamp } from '../identity/index.js';
