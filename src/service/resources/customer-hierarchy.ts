import { fail, isObject, isTextList, shown } from '../../errors/index.js';
import type {
  Customer,
  CustomerHierarchy,
  CustomerHierarchyInput,
  CustomerInputFields,
  CustomerReference,
} from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, readKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import { refuseState } from '../refusals.js';
import { customerId } from './customer-reference.js';

/** A customer by themselves. */
export const noRelatives: CustomerHierarchy = { parent: null, children: [] };

/** A parent has at most so many children (Orb:HIER). */
const mostChildren = 100;

type Joining = { readonly id: string; readonly hierarchy: CustomerHierarchy };

/**
 * The place among customers that a request asks for. Who is named joins whoever is there already; nobody is of two
 * hierarchies, and a parent is nobody's child, so that no circle can come about (Orb:API, Orb:HIER).
 */
export async function joinedHierarchy(
  call: Call,
  joining: Joining,
  { hierarchy: asked }: CustomerInputFields,
): Promise<CustomerHierarchyInput | null> {
  const named = namesIn(asked);
  // What names nobody in a way that can be read is refused with the customer's other fields.
  if (named === null) return asked ?? joining.hierarchy;
  refuseSelf(joining.id, named);
  const parent = await joinParent(call, joining, named);
  const children = await joinChildren(call, joining, named);
  if (parent !== null && children.length > 0) {
    refuseState('customer', joining.id, `has the parent ${shown(parent.id)}, and no child has children of its own`);
  }
  return { parent, children };
}

type Named = { readonly parent: string | null; readonly children: ReadonlySet<string> };

function namesIn(asked: unknown): Named | null {
  if (!isObject(asked)) return null;
  const parent = asked['parent_customer_id'] ?? null;
  const children = asked['child_customer_ids'] ?? [];
  if (parent !== null && typeof parent !== 'string') return null;
  return isTextList(children) ? { parent, children: new Set(children) } : null;
}

function refuseSelf(id: string, { parent, children }: Named): void {
  const key = parent === id ? 'parent_customer_id' : 'child_customer_ids';
  if (parent !== id && !children.has(id)) return;
  fail(`body.hierarchy.${key}`, 'customer_reference', 'names the customer itself; name another');
}

async function joinParent(call: Call, { id, hierarchy }: Joining, named: Named): Promise<CustomerHierarchy['parent']> {
  const { parent } = hierarchy;
  if (named.parent === null || named.parent === parent?.id) return parent;
  if (parent !== null) refuseState('customer', id, `has the parent ${shown(parent.id)} already, and has only one`);
  const { document } = await needKept(call, 'customer', named.parent);
  if (document.hierarchy.parent !== null) {
    const why = `is a child of ${shown(document.hierarchy.parent.id)}, and no child has children of its own`;
    refuseState('customer', document.id, why);
  }
  refuseCrowd('parent_customer_id', document.hierarchy.children.length + 1);
  return customerId(document);
}

async function joinChildren(
  call: Call,
  { id, hierarchy }: Joining,
  { children }: Named,
): Promise<CustomerHierarchy['children']> {
  const known = new Set(hierarchy.children.map((child) => child.id));
  const joining = [...children].filter((child_id) => !known.has(child_id));
  refuseCrowd('child_customer_ids', known.size + joining.length);
  const joined = [...hierarchy.children];
  for (const child_id of joining) {
    const { document } = await needKept(call, 'customer', child_id);
    const { parent, children: own } = document.hierarchy;
    if (parent !== null && parent.id !== id) {
      refuseState('customer', child_id, `has the parent ${shown(parent.id)} already, and has only one`);
    }
    if (own.length > 0) refuseState('customer', child_id, 'has children, and no child has children of its own');
    joined.push(customerId(document));
  }
  return joined;
}

function refuseCrowd(key: string, count: number): void {
  if (count <= mostChildren) return;
  const message = `makes ${count} children of one parent, who has at most ${mostChildren}; name fewer`;
  fail(`body.hierarchy.${key}`, 'limit_exceeded', message);
}

/** What became of a relative of a customer that changed. */
export type ChangedRelative = { readonly kept: Kept<'customer'>; readonly document: Customer };

/** The relatives whose own documents are to say something else, now that a customer is `after`, or is gone. */
export async function changedRelatives(
  call: Call,
  before: Customer | null,
  after: Customer | null,
): Promise<readonly ChangedRelative[]> {
  if (before !== null && after !== null && sayTheSame(before, after)) return [];
  const relatives = [before, after].flatMap((customer) => (customer === null ? [] : relativesOf(customer)));
  const changed: ChangedRelative[] = [];
  for (const id of new Set(relatives)) {
    const kept = await readKept(call, 'customer', id);
    if (kept === null) continue;
    const hierarchy = hierarchyBeside(kept.document, before ?? after, after);
    if (JSON.stringify(hierarchy) === JSON.stringify(kept.document.hierarchy)) continue;
    changed.push({ kept, document: { ...kept.document, hierarchy } });
  }
  return changed;
}

function relativesOf({ hierarchy: { parent, children } }: Customer): readonly string[] {
  return [...(parent === null ? [] : [parent.id]), ...children.map(({ id }) => id)];
}

function sayTheSame(before: Customer, after: Customer): boolean {
  return saidToRelatives(before) === saidToRelatives(after);
}

function saidToRelatives({ external_customer_id, hierarchy }: Customer): string {
  return JSON.stringify([external_customer_id, hierarchy]);
}

/** Both sides of a hierarchy show it. */
function hierarchyBeside(relative: Customer, customer: Customer | null, after: Customer | null): CustomerHierarchy {
  const { parent, children } = relative.hierarchy;
  const others = children.filter(({ id }) => id !== customer?.id);
  const without = { parent: parent?.id === customer?.id ? null : parent, children: others };
  if (after === null) return without;
  const own = customerId(after);
  if (after.hierarchy.children.some(({ id }) => id === relative.id)) return { ...without, parent: own };
  return after.hierarchy.parent?.id === relative.id ? { parent, children: withChild(children, own) } : without;
}

/** A child that was there keeps its place. */
function withChild(children: CustomerHierarchy['children'], own: CustomerReference): CustomerHierarchy['children'] {
  const isThere = children.some(({ id }) => id === own.id);
  return isThere ? children.map((child) => (child.id === own.id ? own : child)) : [...children, own];
}
