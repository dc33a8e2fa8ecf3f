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
};

export type SqliteDatabase = NodeSqliteDatabase | WasmSqliteDatabase;

/** A connection, whichever library opened it. */
export type Connection = {
  all(text: string, values: readonly SqliteValue[]): readonly SqliteRow[];
  exec(script: string): void;
};

export function connectionOf(database: SqliteDatabase): Connection {
  const all = 'all' in database ? unprepared(database) : prepared(database);
  return {
    // Both libraries give rows as objects by the names of their columns.
    all: (text, values) => all(text, values) as readonly SqliteRow[],
    exec: (script) => database.exec(script),
  };
}

type Query = (text: string, values: readonly SqliteValue[]) => unknown[];

// A prepared statement of WebAssembly must be finalised by hand, before its database is closed.
function unprepared(database: WasmSqliteDatabase): Query {
  return (text, values) => database.all(text, [...values]);
}

/** Keeps each statement prepared; there are as many as in this folder. */
function prepared(database: NodeSqliteDatabase): Query {
  const statements = new Map<string, ReturnType<NodeSqliteDatabase['prepare']>>();
  return (text, values) => {
    const statement = statements.get(text) ?? database.prepare(text);
    statements.set(text, statement);
    return statement.all(...values);
  };
}
