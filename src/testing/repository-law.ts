import type { AccountStore, Repository } from '../repository/index.js';

/** A new, empty repository for each law. */
export type CreateRepository = () => Promise<Repository> | Repository;

/** One thing that every repository has to do; it rejects with the reason if this one does not. */
export type RepositoryLaw = { readonly name: string; check(): Promise<void> };

/** What a law does with a repository: two accounts of it, and the repository itself. */
export type LawBody = (store: AccountStore, more: { other: AccountStore; repository: Repository }) => Promise<void>;

/** A law that runs on a repository of its own, which is closed whatever happens. */
export function law(create: CreateRepository, name: string, body: LawBody): RepositoryLaw {
  return {
    name,
    check: async () => {
      const repository = await create();
      try {
        await body(repository.account('first'), { other: repository.account('second'), repository });
      } finally {
        await repository.close();
      }
    },
  };
}
