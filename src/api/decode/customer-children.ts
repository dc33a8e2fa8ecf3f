import { isObject } from '../../errors/index.js';
import type { CustomerInput } from '../../wire/index.js';

/** A child of a customer, as far as is said of it. */
export type Child = { readonly id: string; readonly external_customer_id: string | null };

/** The children of a customer: a document shows them, a request names them by id. */
export function childrenOf({ hierarchy }: CustomerInput): readonly Child[] {
  return [...listAt(hierarchy, 'children'), ...listAt(hierarchy, 'child_customer_ids')].flatMap((child) => {
    const { id, external_customer_id: external } = isObject(child) ? child : { id: child };
    if (typeof id !== 'string') return [];
    return [{ id, external_customer_id: typeof external === 'string' ? external : null }];
  });
}

function listAt(hierarchy: unknown, key: string): readonly unknown[] {
  const list = isObject(hierarchy) ? hierarchy[key] : [];
  return Array.isArray(list) ? list : [];
}
