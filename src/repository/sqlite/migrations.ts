/** A step by which the tables come to be what the statements expect. Steps are never changed, only followed by others. */
export type Migration = { readonly number: number; readonly name: string; readonly script: string };

// Texts compare by their bytes in UTF-8, which is SQLite's own order. Documents are texts of JSON, kept to the letter.
export const migrations: readonly Migration[] = [
  {
    number: 1,
    name: 'documents',
    script: `
      CREATE TABLE reckoner_documents (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        account_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        document TEXT NOT NULL,
        UNIQUE (account_id, kind, id)
      );
      CREATE INDEX reckoner_documents_in_order ON reckoner_documents (account_id, kind, position);
      CREATE TABLE reckoner_document_keys (
        account_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (account_id, kind, key, position)
      ) WITHOUT ROWID;
      CREATE INDEX reckoner_keys_by_document ON reckoner_document_keys (position);
      CREATE TABLE reckoner_document_unique_keys (
        account_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (account_id, kind, key)
      ) WITHOUT ROWID;
      CREATE INDEX reckoner_unique_keys_by_document ON reckoner_document_unique_keys (position);`,
  },
  {
    number: 2,
    name: 'events',
    script: `
      CREATE TABLE reckoner_events (
        account_id TEXT NOT NULL,
        idempotency_key TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        timestamp INTEGER NOT NULL,
        event TEXT NOT NULL,
        UNIQUE (account_id, idempotency_key)
      );
      CREATE INDEX reckoner_events_of_customers
        ON reckoner_events (account_id, customer_id, timestamp, idempotency_key);`,
  },
  {
    number: 3,
    name: 'journals',
    script: `
      CREATE TABLE reckoner_entries (
        account_id TEXT NOT NULL,
        journal TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        entry TEXT NOT NULL,
        PRIMARY KEY (account_id, journal, sequence)
      ) WITHOUT ROWID;`,
  },
  {
    number: 4,
    name: 'deliveries',
    script: `
      CREATE TABLE reckoner_answers (
        account_id TEXT NOT NULL,
        key TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (account_id, key)
      ) WITHOUT ROWID;
      CREATE TABLE reckoner_outbox (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        account_id TEXT NOT NULL,
        message TEXT NOT NULL
      );
      CREATE INDEX reckoner_outbox_in_order ON reckoner_outbox (account_id, position);
      CREATE TABLE reckoner_work (
        account_id TEXT NOT NULL,
        queue TEXT NOT NULL,
        id TEXT NOT NULL,
        due INTEGER NOT NULL,
        PRIMARY KEY (account_id, queue, id)
      ) WITHOUT ROWID;
      CREATE INDEX reckoner_work_in_order ON reckoner_work (account_id, queue, due, id);`,
  },
];
