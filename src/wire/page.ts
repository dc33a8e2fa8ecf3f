/** Whether there is more, and the cursor to ask for it with. */
export type PaginationMetadata = { readonly has_more: boolean; readonly next_cursor: string | null };

/** One page of a list. */
export type Page<Document> = {
  readonly data: readonly Document[];
  readonly pagination_metadata: PaginationMetadata;
};
