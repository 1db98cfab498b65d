/**
 * Rendered equations, small enough to travel with the page: they are made of a few hundred pieces of HTML that return
 * again and again, so each piece is kept once and a line is the numbers of its pieces.
 */

export interface PackedLines {
  readonly pieces: readonly string[];
  readonly lines: Readonly<Record<string, readonly number[]>>;
}

export function packLines(rendered: Readonly<Record<string, string>>): PackedLines {
  const numbers = new Map<string, number>();
  const numberOf = (piece: string) => {
    const number = numbers.get(piece) ?? numbers.size;
    numbers.set(piece, number);
    return number;
  };
  const lines = Object.fromEntries(
    Object.entries(rendered).map(([key, html]) => [key, html.split(/(?=<)/).map(numberOf)]),
  );
  return { pieces: [...numbers.keys()], lines };
}

/** Empty for a line that is not there. */
export function unpackLine({ pieces, lines }: PackedLines, key: string): string {
  return (lines[key] ?? []).map((number) => pieces[number] ?? '').join('');
}
