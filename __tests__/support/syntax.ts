import { parseSync } from '@swc/core';

/** A node of a syntax tree. Which fields it has depends on its `type`. */
type SyntaxNode = Readonly<Record<string, unknown>>;

/** Calls `visit` for every node of a TypeScript source text, parents first. Comments are no nodes. */
export function visitSyntax(text: string, visit: (node: SyntaxNode) => void): void {
  const descend = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(descend);
    if (typeof node !== 'object' || node === null) return;
    visit(node as SyntaxNode);
    Object.values(node).forEach(descend);
  };
  descend(parseSync(text, { syntax: 'typescript', target: 'es2022' }));
}

/** Returns the string literals of a source text, and the texts between the placeholders of its templates. */
export function textsIn(source: string): readonly string[] {
  const texts: string[] = [];
  visitSyntax(source, ({ type, value, cooked }) => {
    if (type === 'StringLiteral') texts.push(String(value));
    if (type === 'TemplateElement') texts.push(String(cooked));
  });
  return texts;
}
