const opening = 'reckoner: exact invoices from usage, every amount explained';

const calls = {
  invoice: 'reckoner invoice <scenario.json> [--usage FILE]... [--explain] [--json] [--strict]',
  quote: 'reckoner quote <scenario.json> [--usage FILE]... [--explain] [--json]',
  compare: 'reckoner compare <scenario.json> [--usage FILE]... [--json]',
  curve:
    'reckoner curve <price.json> --to QUANTITY [--from QUANTITY] [--price ID] [--group VALUE]... [--out FILE] [--json]',
  simulate: 'reckoner simulate <scenario.json> [--customers FILE] [--json]',
  serve:
    'reckoner serve [--db memory|sqlite:FILE|postgres://...] [--port N] [--host H] [--new-key] [--webhook URL]... [--webhook-secret FILE] [--portal-url URL] [--portal-secret FILE]',
  run: 'reckoner run --until INSTANT [--db sqlite:FILE|postgres://...] [--json]',
  import:
    'reckoner import <documents.ndjson>... [--db sqlite:FILE|postgres://...] [--changed keep|replace] [--dry-run] [--json]',
  audit: 'reckoner audit [--db sqlite:FILE|postgres://...] [--recompute] [--json]',
};

const closing = `  --version, -v  print the version
  --help, -h     print this, or with a command what it does

Exit code: 0 done; 2 the input was refused; 1 an audit found something, or a fault of reckoner itself.
`;

/** What `--help` prints, of each command and of all. */
export const help = {
  all: `${opening}

${Object.values(calls)
  .map((call) => `  ${call}`)
  .join('\n')}

docs/guides/command-line.md describes the documents.

${closing}`,
  invoice: `${calls.invoice}

A scenario is a JSON document that names the customer, the prices, the metrics, the period, and where the usage is:
NDJSON events, or CSV files with a mapping of their columns.

  --usage FILE   read this file in place of the scenario's; once per source, in their order
  --explain      show where every amount comes from, below the invoice
  --json         print { complete, invoice, workings, rows, rejected } as JSON and nothing else
  --strict       refuse the run if any usage row is rejected
${closing}`,
  quote: `${calls.quote}

A scenario is a JSON document of what the library's quote takes: customer, plan or prices, start_date, periods, usage that
may grow, terms, coupons, credits; taxes as a list of rates.

  --usage FILE   recorded events, one JSON document per line, for prices whose usage is not stated
  --explain      show where every amount comes from, invoice by invoice
  --json         print the quote as JSON and nothing else
${closing}`,
  compare: `${calls.compare}

A scenario is a JSON document of what the library's comparePlans takes: customer, start_date, periods, usage, two offers or
more, and the usage whose break-even is asked for.

  --usage FILE   recorded events, one JSON document per line, for prices whose usage is not stated
  --json         print the comparison as JSON and nothing else
${closing}`,
  curve: `${calls.curve}

Draws what a price costs against quantity, as SVG. The document is a price, or has prices or a plan.

  --to QUANTITY  where the curve ends
  --from         where it begins; 0 unless given
  --price ID     which of several prices
  --group VALUE  the group of a price that is rated on groups; once per key, in their order
  --out FILE     write the picture there in place of printing it
  --json         print the straight parts and the breakpoints as JSON and nothing else
${closing}`,
  simulate: `${calls.simulate}

A scenario is a JSON document of what the library's simulate takes: the current and the proposed price list, start_date,
periods, who keeps the current prices, and the customers: a list, or the name of a file beside it with one JSON document
per line. Ctrl-C stops it; what was finished is printed, and said to be incomplete.

  --customers FILE  read these customers in place of the scenario's
  --json            print the simulation as JSON and nothing else
${closing}`,
  serve: `${calls.serve}

Serves Orb's API over HTTP, below /v1, until it is told to stop (Ctrl-C, SIGTERM); requests under way are answered first.
The key to call it with is made at the first start, printed once, and kept as a hash.

  --db PLACE     memory, sqlite:FILE or postgres://...; sqlite:reckoner.db unless given
  --port N       the port; 4242 unless given, 0 for any that is free
  --host H       the address to listen at; 127.0.0.1, this machine alone, unless given
  --new-key      make and print another key, in place of the one that is kept
  --webhook URL          tell this address of what happens; may be given several times
  --webhook-secret FILE  sign what is told with the secret in this file
  --portal-url URL       make links to the portal of customers, who reach this server at the address
  --portal-secret FILE   sign the links with the secret in this file, of at least 32 characters
${closing}`,
  run: `${calls.run}

Does what falls due in the database of reckoner serve: invoices, allocations, expiries, top-ups, alerts. May run beside the
server, and again: what was done is not done twice. Ctrl-C stops it after the customer that it is at.

  --until INSTANT  what falls due up to then, such as 2026-04-01T00:00:00Z
  --db PLACE       sqlite:FILE or postgres://...; sqlite:reckoner.db unless given
  --json           print { customers, invoices, is_complete } as JSON and nothing else
${closing}`,
  import: `${calls.import}

Takes over what Orb holds, into the database of reckoner serve: documents as the official client fetches them, one per
line, of all kinds and in any order. All lines are looked at first, and one that is not understood refuses them all. The
same files again change nothing.

  --db PLACE             sqlite:FILE or postgres://...; sqlite:reckoner.db unless given
  --changed keep|replace what is done with a document that is stored and says something else; keep unless given
  --dry-run              say what would be stored, and store nothing
  --json                 print { kinds, notes, notes_left_off } as JSON and nothing else
${closing}`,
  audit: `${calls.audit}

Holds what is stored against itself: every invoice, every ledger of credits, every balance. Names each line and entry that
does not add up, and ends with exit code 1 if there is one. Changes nothing.

  --db PLACE     sqlite:FILE or postgres://...; sqlite:reckoner.db unless given
  --recompute    compute issued invoices of subscriptions again, from the usage that is stored, and show what differs
  --json         print { customers, invoices, credit_ledgers, findings, recomputed } as JSON and nothing else
${closing}`,
};
