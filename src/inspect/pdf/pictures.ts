import type { PDFPageProxy } from 'pdfjs-dist';
import type { Engine } from './engine.ts';

/** Text drawn as outlines takes many of them; rules and borders take a few. */
const manyPaths = 40;

/**
 * Whether a page without text shows something all the same. Pictures are over the size limit that the document was
 * opened with, so that they are never decoded: what is left of one is the change of scale before it, with nothing
 * drawn after it.
 */
export async function holdsPicture(engine: Engine, page: PDFPageProxy): Promise<boolean> {
  const { OPS } = engine;
  const { fnArray } = await page.getOperatorList();
  const drawing = fnArray.filter((code) => code !== OPS.dependency);
  const picture = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintSolidColorImageMask,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintImageMaskXObjectGroup,
  ]);
  const paths = drawing.filter((code) => code === OPS.constructPath).length;
  return (
    paths >= manyPaths ||
    drawing.some((code, at) => {
      const next = drawing[at + 1];
      const dropped = code === OPS.transform && (next === undefined || next === OPS.restore);
      return dropped || picture.has(code);
    })
  );
}
