/** What is bound to a parameter. */
export type SqliteValue = string | number | null;

export type SqliteRow = { readonly [column: string]: unknown };

/** What is used of a `DatabaseSync` of `node:sqlite`. */
export type NodeSqliteDatabase = {
  exec(script: string): void;
  prepare(text: string): { all(...values: SqliteValue[]): unknown[] };
};

/** What is used of a `Database` of `node-sqlite3-wasm`. */
export type WasmSqliteDatabase = {
  exec(script: string): void;
  all(text: string, values?: SqliteValue[]): unknown[];
  prepare(text: string): { run(values: SqliteValue[]): unknown; finalize(): void };
};

export type SqliteDatabase = NodeSqliteDatabase | WasmSqliteDatabase;

/** A connection, whichever library opened it. */
export type Connection = {
  all(text: string, values: readonly SqliteValue[]): readonly SqliteRow[];
  /** Runs a statement once with the values of each row, in order. */
  each(text: string, rows: readonly (readonly SqliteValue[])[]): void;
  exec(script: string): void;
};

export function connectionOf(database: SqliteDatabase): Connection {
  return 'all' in database ? unprepared(database) : prepared(database);
}

// A prepared statement of WebAssembly must be finalised by hand, before its database is closed.
function unprepared(database: WasmSqliteDatabase): Connection {
  return {
    all: (text, values) => rowsOf(database.all(text, [...values])),
    each: (text, rows) => {
      const statement = database.prepare(text);
      try {
        for (const row of rows) statement.run([...row]);
      } finally {
        statement.finalize();
      }
    },
    exec: (script) => database.exec(script),
  };
}

/** Keeps each statement prepared; there are as many as in this folder. */
function prepared(database: NodeSqliteDatabase): Connection {
  const statements = new Map<string, ReturnType<NodeSqliteDatabase['prepare']>>();
  const statementOf = (text: string): ReturnType<NodeSqliteDatabase['prepare']> => {
    const statement = statements.get(text) ?? database.prepare(text);
    statements.set(text, statement);
    return statement;
  };
  return {
    all: (text, values) => rowsOf(statementOf(text).all(...values)),
    each: (text, rows) => {
      const statement = statementOf(text);
      for (const row of rows) statement.all(...row);
    },
    exec: (script) => database.exec(script),
  };
}

// Both libraries give rows as objects by the names of their columns.
function rowsOf(rows: unknown[]): readonly SqliteRow[] {
  return rows as readonly SqliteRow[];
}
