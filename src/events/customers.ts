/** The one customer an event names, by either id. */
export type CustomerNamed = {
  readonly customer_id?: string | null | undefined;
  readonly external_customer_id?: string | null | undefined;
};

/** Which customers there are, and which two references mean the same one. */
export type Customers = {
  readonly holds: (customer_id: string) => boolean;
  /** Both ids of the customer that is named, as far as they are known. */
  readonly identify: (named: CustomerNamed) => {
    readonly customer_id: string | null;
    readonly external_customer_id: string | null;
  };
};

/** Takes customers as documents have them: an id, and the alias if there is one. */
export function openCustomers(
  list: readonly { readonly id: string; readonly external_customer_id: string | null }[],
): Customers {
  const externals = new Map<string, string | null>();
  const ids = new Map<string, string>();
  for (const { id, external_customer_id: external } of list) {
    externals.set(id, external);
    if (external !== null) ids.set(external, id);
  }
  return {
    holds: (customer_id) => externals.has(customer_id),
    identify: ({ customer_id, external_customer_id: external }) => {
      const id = customer_id ?? (external ? (ids.get(external) ?? null) : null);
      return { customer_id: id, external_customer_id: external ?? (id === null ? null : (externals.get(id) ?? null)) };
    },
  };
}

/** Whether two references, each with what is known of it, mean one customer. */
export function isSameCustomer(one: CustomerNamed, other: CustomerNamed): boolean {
  if (one.customer_id && other.customer_id) return one.customer_id === other.customer_id;
  return Boolean(one.external_customer_id) && one.external_customer_id === other.external_customer_id;
}
