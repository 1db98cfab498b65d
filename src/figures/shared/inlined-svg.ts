/** A drawing of the page as SVG that looks the same anywhere: what its styles make of it is written into its attributes. */

const looks = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'text-anchor'] as const;
const fonts = ['font-family', 'font-size', 'font-style', 'font-weight'] as const;
/** Where shapes may be placed by styles. */
const places: Readonly<Record<string, readonly string[]>> = {
  rect: ['x', 'y', 'width', 'height', 'rx'],
  circle: ['cx', 'cy', 'r'],
};

/** The content of the drawing, to be put into another. */
export function inlinedSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [[...drawing.querySelectorAll('*')], [...copy.querySelectorAll('*')]];
  const readColour = createColourReader();
  for (const [k, element] of from.entries()) {
    const target = to[k];
    if (!target) continue;
    const style = getComputedStyle(element);
    for (const { name } of [...target.attributes]) {
      if (name === 'class' || name === 'style' || name === 'translate' || name.startsWith('data-'))
        target.removeAttribute(name);
    }
    const isText = /^(text|tspan)$/.test(element.tagName);
    for (const name of isText ? [...looks, ...fonts] : looks) {
      const value = style.getPropertyValue(name);
      target.setAttribute(name, name === 'fill' || name === 'stroke' ? readColour(value) : value);
    }
    for (const name of places[element.tagName] ?? []) {
      const value = Number.parseFloat(style.getPropertyValue(name));
      if (Number.isFinite(value)) target.setAttribute(name, `${value}`);
    }
  }
  return [...copy.children].map((child) => new XMLSerializer().serializeToString(child)).join('');
}

/** Any way of writing a colour as #rrggbb, which every program reads. */
function createColourReader(): (colour: string) => string {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  const known = new Map<string, string>([['none', 'none']]);
  return (colour) => {
    const before = known.get(colour);
    if (before !== undefined || !context) return before ?? colour;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    const written =
      alpha === 0 ? 'none' : `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    known.set(colour, written);
    return written;
  };
}

/** Draws an SVG at this many pixels for each of its own. */
export async function pngOf(svg: string, width: number, height: number, density = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: width * density, height: height * density });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture.'))), 'image/png');
  });
}
