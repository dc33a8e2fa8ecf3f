import type { AccountAudit, AuditFinding, InvoiceDifference } from '../../service/index.js';
import { groupDigits } from '../table/digits.js';

/** What was looked at, and below it each thing that does not add up. */
export function describeAudit({ customers, invoices, credit_ledgers, findings, recomputed }: AccountAudit): string {
  const looked = [counted(invoices, 'invoice'), counted(credit_ledgers, 'ledger'), counted(customers, 'customer')];
  const said = findings.length === 0 ? 'everything adds up' : counted(findings.length, 'finding');
  const lines = [`${looked.join(', ')} looked at: ${said}`, ...findings.map(describeFinding)];
  return [...lines, ...(recomputed === null ? [] : describeRecomputed(recomputed)), ''].join('\n');
}

const subjects: { readonly [S in AuditFinding['subject']]: string } = {
  invoice: 'invoice',
  credit_note: 'credit note',
  credit_ledger: 'ledger',
  balance: 'balance of',
};

function describeFinding({ subject, name, path, message }: AuditFinding): string {
  return `  ${subjects[subject]} ${name}${path === '' ? '' : ` ${path}`}: ${message}`;
}

function describeRecomputed({ same, differing, not_computed }: NonNullable<AccountAudit['recomputed']>): string[] {
  const all = same + differing.length + not_computed.length;
  const parts = [`${same} the same`, `${differing.length} other`, `${not_computed.length} not computed`];
  return [
    `${counted(all, 'issued invoice')} computed again: ${parts.join(', ')}`,
    ...differing.flatMap(describeDifference),
    ...not_computed.map(({ invoice_id, invoice_number, reason }) => `  ${invoice_number || invoice_id} ${reason}`),
  ];
}

function describeDifference({
  invoice_id,
  invoice_number,
  diff,
  credited,
  beside,
  open,
}: InvoiceDifference): readonly string[] {
  const lines = diff.line_items.map(({ kind, name, grouping, start_date, figures, amount }) => {
    const moved = figures.map(({ figure, issued, recomputed }) => `${figure} ${issued} → ${recomputed}`);
    const named = grouping === null ? name : `${name} (${grouping})`;
    return `    ${kind}: ${named} from ${start_date.slice(0, 10)}: ${[...moved, `amount by ${amount}`].join(', ')}`;
  });
  const settled = [
    ...(Number(credited) === 0 ? [] : [`credit notes gave ${credited} back`]),
    ...(Number(beside) === 0 ? [] : [`other invoices of its date bill ${beside}`]),
  ];
  const back = settled.length === 0 ? '' : ` (${diff.total}, and ${settled.join(' and ')})`;
  return [`  ${invoice_number || invoice_id} differs by ${open}${back}`, ...lines];
}

function counted(count: number, noun: string): string {
  return `${groupDigits(String(count))} ${noun}${count === 1 ? '' : 's'}`;
}
