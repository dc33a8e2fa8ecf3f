/** A name with the lines below it, as a letterhead or an address shows them. */
export type Party = { readonly name: string; readonly lines: readonly string[] };

/** What a page shows beside the invoice itself. */
export type PageSettings = {
  readonly issuer: Party | null;
  readonly recipient: Party;
  /** The IANA zone in which dates are written. */
  readonly timezone: string;
  /** How the derivations of the lines stand at first: folded, unfolded, or not there at all. */
  readonly derivations: 'closed' | 'open' | 'omit';
  /** Where a reader came from, where the page is one of several. */
  readonly back: Link | null;
};

/** Words that lead to another page. */
export type Link = { readonly label: string; readonly href: string };
