import ts from 'typescript';

type Claim = { readonly text: string; readonly arrow: boolean };
type Edit = { readonly start: number; readonly end: number; readonly text: string };

/**
 * Turns what a snippet claims into checks. A statement claims its value in a comment on its line, or on the lines
 * below it:
 *
 *     total;               // '109.90'          a complete JavaScript literal, with or without an arrow
 *     const total = f();   // → '109.90'
 *     rate(price);         // throws invalid_tiers
 *     console.log(text);   // → what is printed
 *
 * Other comments are prose. An arrow that is not followed by a literal, or that no statement owns, is an error: it
 * would look like a checked claim and be none.
 */
export function rewrite(code: string): string {
  const file = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  let arrows = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) || ts.isVariableStatement(node)) {
      const claim = claimAfter(code, node.end);
      if (claim?.arrow) arrows += 1;
      const edit = claim && editOf(node, claim, file);
      if (edit) edits.push(edit);
    }
    node.forEachChild(visit);
  };
  file.forEachChild(visit);
  const written = [...code.matchAll(/\/\/ ?→/g)].length;
  if (written !== arrows) throw new Error(`${written - arrows} of the claims marked → belong to no statement`);
  // From the last to the first, so that no edit moves the place of another.
  return edits.reduceRight((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

function editOf(
  node: ts.ExpressionStatement | ts.VariableStatement,
  claim: Claim,
  file: ts.SourceFile,
): Edit | undefined {
  const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  if (ts.isVariableStatement(node)) {
    const [declared] = node.declarationList.declarations;
    if (!declared || !ts.isIdentifier(declared.name) || !isClaimed(claim)) return undefined;
    return {
      start: node.end,
      end: node.end,
      text: ` __claims.equals(${line}, ${declared.name.text}, (${claim.text}));`,
    };
  }
  const { expression } = node;
  const [start, end] = [node.getStart(file), node.end];
  const source = expression.getText(file);
  const refusal = /^throws (\w+)$/.exec(claim.text)?.[1];
  if (refusal) return { start, end, text: `await __claims.throws(${line}, async () => (${source}), '${refusal}');` };
  if (source.startsWith('console.log(')) {
    return claim.arrow
      ? { start, end, text: `${source}; __claims.printed(${line}, ${JSON.stringify(claim.text)});` }
      : undefined;
  }
  return isClaimed(claim) ? { start, end, text: `__claims.equals(${line}, (${source}), (${claim.text}));` } : undefined;
}

function isClaimed(claim: Claim): boolean {
  if (isLiteral(claim.text)) return true;
  if (claim.arrow) throw new Error(`"→ ${claim.text}" is not a JavaScript literal`);
  return false;
}

/** The comment on the statement's line, or the arrow on the next; a literal may go on over more comment lines. */
function claimAfter(code: string, end: number): Claim | undefined {
  const [rest = '', ...below] = code.slice(end).split('\n');
  const comments = [rest, ...below].map((line) => /^\s*\/\/ ?(.*)$/.exec(line)?.[1]?.trimEnd());
  const same = comments[0] !== undefined;
  const first = same ? 0 : 1;
  if (!same && (rest.trim() !== '' || !comments[1]?.startsWith('→'))) return undefined;
  const opening = comments[first];
  if (opening === undefined) return undefined;
  const arrow = opening.startsWith('→');
  const text = opening.replace(/^→ ?/, '');
  if (!arrow || isLiteral(text)) return { text, arrow };
  let longer = text;
  for (const more of comments.slice(first + 1)) {
    if (more === undefined || more.startsWith('→')) break;
    longer += `\n${more}`;
    if (isLiteral(longer)) return { text: longer, arrow };
  }
  return { text, arrow };
}

function isLiteral(text: string): boolean {
  const file = ts.createSourceFile('literal.ts', `(${text}\n)`, ts.ScriptTarget.ES2022, true);
  const { diagnostics = [] } = ts.transpileModule(`(${text}\n)`, { reportDiagnostics: true });
  const [statement, ...others] = file.statements;
  if (diagnostics.length > 0 || others.length > 0 || !statement || !ts.isExpressionStatement(statement)) return false;
  return ts.isParenthesizedExpression(statement.expression) && isLiteralNode(statement.expression.expression);
}

function isLiteralNode(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteralNode);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every(
      (property) => ts.isPropertyAssignment(property) && isLiteralNode(property.initializer),
    );
  }
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.MinusToken && isLiteralNode(node.operand);
  if (ts.isIdentifier(node)) return ['undefined', 'Infinity', 'NaN'].includes(node.text);
  return (
    ts.isLiteralExpression(node) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
  );
}
