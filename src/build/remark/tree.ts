/** The little of the Markdown tree that the plugins here read and change. */

interface Attribute {
  type: 'mdxJsxAttribute';
  name: string;
  value: string;
}

export interface Place {
  line: number;
  column: number;
  offset: number;
}

export interface Node {
  type: string;
  name?: string | null;
  depth?: number;
  value?: string;
  children?: Node[];
  attributes?: Attribute[];
  data?: { hProperties?: Record<string, string> } & Record<string, unknown>;
  position?: { start: Place; end: Place };
}

export interface File {
  path: string;
  data: { astro?: { frontmatter?: Record<string, unknown> } };
  /** Throws, naming the file, the line and the column of the node. */
  fail(reason: string, place?: Node['position']): never;
}

/** Every node below `tree`, parents before children, in reading order. */
export function* walk(tree: Node): Generator<Node> {
  for (const child of tree.children ?? []) {
    yield child;
    yield* walk(child);
  }
}

export function isElement(node: Node, name: string): boolean {
  return (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && node.name === name;
}

export function attributeOf(node: Node, name: string): string | undefined {
  const value = node.attributes?.find((attribute) => attribute.name === name)?.value;
  return typeof value === 'string' ? value : undefined;
}

export function setAttributes(node: Node, values: Record<string, string>): void {
  const kept = (node.attributes ?? []).filter((attribute) => !(attribute.name in values));
  const added = Object.entries(values).map(([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value }));
  node.attributes = [...kept, ...added];
}

/** The plain text of a node. */
export function textOf(node: Node): string {
  return node.value ?? (node.children ?? []).map(textOf).join('');
}
