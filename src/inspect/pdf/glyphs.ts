import type { PDFPageProxy } from 'pdfjs-dist';
import { z } from 'zod';
import type { Engine } from './engine.ts';

/** A sign where the page shows it, in points of the page. */
export interface Glyph {
  readonly text: string;
  /** Where the writing stands before the sign, and where it has moved to behind it. */
  readonly start: Point;
  readonly end: Point;
  /** Height of the writing. */
  readonly size: number;
  /** Blanks that the page itself writes between the sign before and this one. */
  readonly blanks: number;
  /** Whether the page was told where to write this sign, rather than to go on behind the last. */
  readonly moved: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

type Matrix = readonly [number, number, number, number, number, number];

interface State {
  ctm: Matrix;
  size: number;
  /** Size of a unit of glyph widths; undefined for fonts whose signs are not laid out here. */
  unit: number | undefined;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const fontShape = z.object({
  fontMatrix: z.array(z.number()).optional().catch(undefined),
  vertical: z.boolean().optional(),
  isType3Font: z.boolean().optional(),
});

/**
 * All visible signs of a page in the order in which it writes them, from the list of drawing operations. Vertical
 * writing and fonts that draw their own signs (type 3) are left out. Throws what PDF.js throws.
 */
export async function glyphsOf({ OPS }: Engine, page: PDFPageProxy): Promise<Glyph[]> {
  const { fnArray, argsArray } = await page.getOperatorList({ intent: 'display', annotationMode: 0 });
  const pen = new Pen((name) => unitOf(page.commonObjs.has(name) ? page.commonObjs.get(name) : undefined));
  const steps = new Map<number, (args: readonly unknown[]) => void>([
    [OPS.save, () => pen.save()],
    [OPS.restore, () => pen.restore()],
    [OPS.transform, (args) => pen.transform(args)],
    [OPS.paintFormXObjectBegin, (args) => pen.beginForm(args[0])],
    [OPS.paintFormXObjectEnd, () => pen.restore()],
    [OPS.beginText, () => pen.place(identity)],
    [OPS.setFont, (args) => pen.font(String(args[0]), number(args[1]))],
    [OPS.setTextMatrix, (args) => pen.placeAt(args.length === 1 ? args[0] : args)],
    [OPS.moveText, (args) => pen.move(number(args[0]), number(args[1]))],
    [OPS.setLeadingMoveText, (args) => pen.moveWithLeading(number(args[0]), number(args[1]))],
    [OPS.nextLine, () => pen.nextLine()],
    [OPS.setCharSpacing, (args) => (pen.state.charSpacing = number(args[0]))],
    [OPS.setWordSpacing, (args) => (pen.state.wordSpacing = number(args[0]))],
    [OPS.setHScale, (args) => (pen.state.scale = number(args[0]) / 100)],
    [OPS.setLeading, (args) => (pen.state.leading = -number(args[0]))],
    [OPS.setTextRise, (args) => (pen.state.rise = number(args[0]))],
    [OPS.showText, (args) => pen.show(args[0])],
  ]);
  for (const [at, operation] of fnArray.entries()) {
    const args: unknown = argsArray[at];
    steps.get(operation)?.(Array.isArray(args) ? args : []);
  }
  return pen.glyphs;
}

/** Where the page writes next, as ISO 32000-2, 9.4 defines it. */
class Pen {
  readonly glyphs: Glyph[] = [];
  readonly #unit: (font: string) => number | undefined;
  readonly #saved: State[] = [];
  state: State = {
    ctm: identity,
    size: 0,
    unit: undefined,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
  };
  #line: Matrix = identity;
  #along = 0;
  #blanks = 0;
  #moved = true;

  constructor(unit: (font: string) => number | undefined) {
    this.#unit = unit;
  }

  save(): void {
    this.#saved.push({ ...this.state });
  }

  restore(): void {
    this.state = this.#saved.pop() ?? this.state;
  }

  transform(matrix: unknown): void {
    this.state.ctm = product(this.state.ctm, matrixOf(matrix));
  }

  beginForm(matrix: unknown): void {
    this.save();
    this.transform(matrix);
  }

  font(name: string, size: number): void {
    this.state.size = size;
    this.state.unit = this.#unit(name);
  }

  place(matrix: Matrix): void {
    this.#line = matrix;
    this.#along = 0;
    this.#moved = true;
  }

  placeAt(matrix: unknown): void {
    this.place(matrixOf(matrix));
  }

  move(x: number, y: number): void {
    this.place(product(this.#line, [1, 0, 0, 1, x, y]));
  }

  moveWithLeading(x: number, y: number): void {
    this.state.leading = y;
    this.move(x, y);
  }

  nextLine(): void {
    this.move(0, this.state.leading);
  }

  show(shown: unknown): void {
    const { size, unit, charSpacing, wordSpacing, scale } = this.state;
    if (!Array.isArray(shown) || unit === undefined) return;
    const page = product(this.state.ctm, this.#line);
    const height = Math.hypot(page[2], page[3]) * Math.abs(size);
    for (const sign of shown as unknown[]) {
      if (typeof sign === 'number') this.#along -= (sign / 1000) * size * scale;
      if (typeof sign !== 'object' || sign === null || !('width' in sign) || !('unicode' in sign)) continue;
      const text = String(sign.unicode);
      const blank = /^\s+$/.test(text);
      const from = this.#along;
      const width = number(sign.width) * unit * size * scale;
      if (blank) this.#blanks++;
      else {
        const [start, end] = [at(page, from, this.state.rise), at(page, from + width, this.state.rise)];
        this.glyphs.push({ text, start, end, size: height, blanks: this.#blanks, moved: this.#moved });
        this.#blanks = 0;
        this.#moved = false;
      }
      const spacing = charSpacing + ('isSpace' in sign && sign.isSpace === true ? wordSpacing : 0);
      this.#along = from + width + spacing * scale;
    }
  }
}

function unitOf(font: unknown): number | undefined {
  const parsed = fontShape.safeParse(font);
  if (!parsed.success || parsed.data.vertical === true || parsed.data.isType3Font === true) return undefined;
  return parsed.data.fontMatrix?.[0] ?? 0.001;
}

/** Six numbers; what is none counts as the identity's. */
function matrixOf(list: unknown): Matrix {
  if (!Array.isArray(list) && !(list instanceof Float32Array)) return identity;
  const values: ArrayLike<unknown> = list;
  const [a, b, c, d, e, f] = identity.map((otherwise, at) => number(values[at] ?? otherwise));
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0];
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function at([a, b, c, d, e, f]: Matrix, x: number, y: number): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

function product(m: Matrix, n: Matrix): Matrix {
  const [a, b, c, d, e, f] = m;
  const [g, h, i, j, k, l] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
