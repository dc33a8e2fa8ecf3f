/** A step by which the tables come to be what the statements expect. Steps are never changed, only followed by others. */
export type Migration = { readonly number: number; readonly name: string; readonly script: string };

// Texts compare by bytes (`COLLATE "C"`), so that no language's order of letters decides anything. Documents are `json`,
// which keeps what was sent to the letter; `jsonb` refuses some texts and prints numbers anew.
export const migrations: readonly Migration[] = [
  {
    number: 1,
    name: 'documents',
    script: `
      CREATE TABLE documents (
        account_id text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        position bigint GENERATED ALWAYS AS IDENTITY,
        version integer NOT NULL,
        document json NOT NULL,
        PRIMARY KEY (account_id, kind, id)
      );
      CREATE UNIQUE INDEX documents_in_order ON documents (account_id, kind, position);

      CREATE TABLE document_keys (
        account_id text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        position bigint NOT NULL,
        PRIMARY KEY (account_id, kind, key, position)
      );
      CREATE INDEX document_keys_by_document ON document_keys (account_id, kind, position);

      CREATE TABLE document_unique_keys (
        account_id text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        PRIMARY KEY (account_id, kind, key)
      );
      CREATE INDEX document_unique_keys_by_document ON document_unique_keys (account_id, kind, id);`,
  },
  {
    number: 2,
    name: 'events',
    // `event_name` and `properties` are what metrics read. `properties` is NULL where only the event as it was sent says
    // what is to be counted, and not the table.
    script: `
      CREATE TABLE events (
        account_id text COLLATE "C" NOT NULL,
        idempotency_key text COLLATE "C" NOT NULL,
        customer_id text COLLATE "C" NOT NULL,
        "timestamp" timestamptz NOT NULL,
        event json NOT NULL,
        event_name text COLLATE "C",
        properties jsonb,
        PRIMARY KEY (account_id, idempotency_key)
      );
      CREATE INDEX events_of_customers ON events (account_id, customer_id, "timestamp", idempotency_key);
      CREATE INDEX events_not_in_columns ON events (account_id, customer_id, "timestamp") WHERE properties IS NULL;`,
  },
  {
    number: 3,
    name: 'journals',
    script: `
      CREATE TABLE journals (
        account_id text COLLATE "C" NOT NULL,
        journal text COLLATE "C" NOT NULL,
        next bigint NOT NULL,
        PRIMARY KEY (account_id, journal)
      );
      CREATE TABLE entries (
        account_id text COLLATE "C" NOT NULL,
        journal text COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        entry json NOT NULL,
        PRIMARY KEY (account_id, journal, sequence)
      );`,
  },
  {
    number: 4,
    name: 'deliveries',
    script: `
      CREATE TABLE answers (
        account_id text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        answer json NOT NULL,
        PRIMARY KEY (account_id, key)
      );
      CREATE TABLE outbox (
        account_id text COLLATE "C" NOT NULL,
        position bigint GENERATED ALWAYS AS IDENTITY,
        message json NOT NULL,
        PRIMARY KEY (account_id, position)
      );
      CREATE TABLE work (
        account_id text COLLATE "C" NOT NULL,
        queue text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        due bigint NOT NULL,
        PRIMARY KEY (account_id, queue, id)
      );
      CREATE INDEX work_in_order ON work (account_id, queue, due, id);`,
  },
];
