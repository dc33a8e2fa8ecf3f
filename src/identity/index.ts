/**
 * Ids that are their identity.
 *
 * Owns how an id is made of what it identifies. Does not own what identifies a document: each room names the parts of its
 * own. Invariants: the same parts always give the same id, different parts give different ids, and nothing is hashed.
 *
 * @module identity
 */
export { idPart, identity, partsOf, stamp } from './identity.js';
