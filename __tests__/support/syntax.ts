import { parseSync } from '@swc/core';

/** A node of a syntax tree. Which fields it has depends on its `type`. */
type SyntaxNode = Readonly<Record<string, unknown>>;

/** Calls `visit` for every node of a TypeScript source text, parents first. Comments are no nodes. */
export function visitSyntax(text: string, visit: (node: SyntaxNode) => void): void {
  const descend = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(descend);
    if (typeof node !== 'object' || node === null) return;
    visit(node as SyntaxNode);
    for (const [name, value] of Object.entries(node)) if (name !== 'span') descend(value);
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

/**
 * Returns the parameters whose type has an array, a map or a set that the function could change, each as
 * `name: array`. Fields of types that are declared elsewhere are not seen.
 */
export function mutableParametersIn(source: string): readonly string[] {
  const found: string[] = [];
  visitSyntax(source, ({ type, params }) => {
    if (!Array.isArray(params) || type === 'TsTypeParameterInstantiation') return;
    for (const parameter of params.filter(isNode).map(patternOf)) {
      const { value, typeAnnotation } = parameter;
      const name = typeof value === 'string' ? value : '{}';
      found.push(...mutableIn(typeAnnotation).map((kind) => `${name}: ${kind}`));
    }
  });
  return found;
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null;

/** Returns the pattern of a parameter, which has its type, without its default value. */
function patternOf(parameter: SyntaxNode): SyntaxNode {
  const { type, pat, param, left } = parameter;
  const inner = pat ?? param ?? (type === 'AssignmentPattern' ? left : undefined);
  return isNode(inner) ? patternOf(inner) : parameter;
}

const MUTABLE: ReadonlySet<unknown> = new Set(['Array', 'Map', 'Set']);

function mutableIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(mutableIn);
  // A callback returns what is its own, and the rest of a tuple is as readonly as the tuple.
  if (!isNode(node) || node['type'] === 'TsFunctionType' || node['type'] === 'TsRestType') return [];
  const { type, op, typeAnnotation: inner, typeName } = node;
  if (type === 'TsTypeOperator' && op === 'readonly' && isNode(inner))
    return mutableIn(inner['elemType'] ?? inner['elemTypes']);
  if (type === 'TsArrayType') return ['array'];
  if (isNode(typeName) && MUTABLE.has(typeName['value'])) return [String(typeName['value'])];
  return Object.values(node).flatMap(mutableIn);
}
