/**
 * Prepares `<Beside>`: what stands before and after its figure is wrapped, so that a wide page can put the text in one
 * column and the figure in the other while a narrow one keeps the order of the file.
 */
import { type File, isElement, type Node, walk } from './tree.ts';

export function remarkBeside() {
  return (tree: Node, file: File): void => {
    const figures = importedFigures(tree);
    for (const node of walk(tree)) {
      if (!isElement(node, 'Beside')) continue;
      const children = node.children ?? [];
      const isFigure = (child: Node) => figures.some((name) => isElement(child, name));
      const place = children.findIndex(isFigure);
      if (place < 0 || children.filter(isFigure).length > 1) {
        file.fail('<Beside> holds text and exactly one figure imported from @/figures.', node.position);
      }
      const figure = children[place] as Node;
      node.children = [
        wrap('beside-text', children.slice(0, place)),
        wrap('beside-figure', [figure]),
        wrap('beside-text', children.slice(place + 1)),
      ].filter((group) => group.children?.length);
    }
  };
}

/** Names that the file imports from the folder of figures. */
function importedFigures(tree: Node): string[] {
  const imports = (tree.children ?? []).filter((node) => node.type === 'mdxjsEsm').map((node) => node.value ?? '');
  return [...imports.join('\n').matchAll(/import\s+(\w+)\s+from\s+['"]@\/figures\//g)].map((match) => match[1] ?? '');
}

function wrap(className: string, children: Node[]): Node {
  return { type: 'wrapper', data: { hName: 'div', hProperties: { class: className } }, children };
}
