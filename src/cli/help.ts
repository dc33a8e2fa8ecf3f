/** What `--help` prints. */
export const help = `reckoner: exact invoices from usage, every amount explained

  reckoner invoice <scenario.json> [--usage FILE]... [--explain] [--json] [--strict]

A scenario is a JSON document that names the customer, the prices, the metrics, the period, and where the usage is:
NDJSON events, or CSV files with a mapping of their columns. docs/guides/command-line.md describes it.

  --usage FILE   read this file in place of the scenario's; once per source, in their order
  --explain      show where every amount comes from, below the invoice
  --json         print { complete, invoice, workings, rows, rejected } as JSON and nothing else
  --strict       refuse the run if any usage row is rejected
  --version, -v  print the version
  --help, -h     print this

Exit code: 0 an invoice was printed; 2 the input was refused; 1 a fault of reckoner itself.
`;
