/** The menu's downloads: the data on view as CSV and JSON, the figure as SVG and PNG. */
import { type Palette, readPalette } from '../shared/colours.ts';
import { download } from '../shared/download.ts';
import { inlinedSvg, pngOf } from '../shared/inlined-svg.ts';
import type { MenuItem } from '../shared/Menu.tsx';
import { stepperCsv, stepperJson } from './exports.ts';
import type { Stepper } from './model.ts';
import { colour, type Drawing, type DrawingWords, stripsDrawing, text } from './strips-svg.ts';
import type { StepperTexts } from './texts.ts';

interface Source {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  /** What the figure is called. */
  readonly title: string;
  readonly wordOf: DrawingWords['wordOf'];
  /** The drawing on the page, with the cell's diagram in it. */
  readonly drawing: () => HTMLElement | null;
}

export function downloadItems({ stepper, texts, title, wordOf, drawing }: Source): MenuItem[] {
  const save = (kind: string, type: string, content: string | Blob) =>
    download(`unrolled-${stepper.id}-step-${stepper.state.now.peek().step}.${kind}`, type, content);
  const picture = () =>
    figureSvg(
      stepper,
      { wordOf, heads: [texts.now, texts.wasHead, ...(stepper.isBackward.peek() ? [] : [texts.change])] },
      title,
      drawing(),
      readPalette(document.documentElement),
    );
  return [
    { label: texts.csv, run: () => save('csv', 'text/csv', stepperCsv(stepper)) },
    { label: texts.json, run: () => save('json', 'application/json', stepperJson(stepper)) },
    { label: texts.svg, run: () => save('svg', 'image/svg+xml', picture().svg) },
    {
      label: texts.png,
      run: () => {
        const { svg, width, height } = picture();
        pngOf(svg, width, height).then((png) => save('png', 'image/png', png));
      },
    },
  ];
}

const [margin, titleHeight] = [16, 36];

function figureSvg(
  stepper: Stepper,
  words: DrawingWords,
  title: string,
  drawing: HTMLElement | null,
  palette: Palette,
): Drawing {
  const cell = drawing?.querySelector<SVGSVGElement>('svg.cell-diagram') ?? null;
  const box = cell?.viewBox.baseVal;
  const strips = stripsDrawing(stepper, words, palette);
  const above = titleHeight + (box?.height ?? 0);
  const width = Math.max(strips.width, box?.width ?? 0) + 2 * margin;
  const height = above + strips.height + 2 * margin;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}">`,
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${colour(palette.paper)}"/>`,
    text(title, 0, 15, colour(palette.ink), { size: 15, weight: 600, family: 'sans-serif' }),
    cell ? `<g transform="translate(0 ${titleHeight - 8})">${inlinedSvg(cell)}</g>` : '',
    `<g transform="translate(0 ${above})">${strips.svg}</g></svg>`,
  ];
  return { svg: svg.join(''), width, height };
}
