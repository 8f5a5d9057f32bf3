import type { PDFPageProxy } from 'pdfjs-dist';
import type { Engine } from './engine.ts';

/** Text drawn as outlines takes many of them; rules and borders take a few. */
const manyPaths = 40;

/**
 * Whether a page without text shows something all the same. Pictures are over the size limit that the document was
 * opened with, so that they are never decoded: PDF.js then ends with an error.
 */
export async function holdsPicture(engine: Engine, page: PDFPageProxy): Promise<boolean> {
  const { OPS } = engine;
  try {
    const { fnArray } = await page.getOperatorList();
    const paths = fnArray.filter((code) => code === OPS.constructPath).length;
    const picture = new Set<number>([
      OPS.paintImageXObject,
      OPS.paintInlineImageXObject,
      OPS.paintImageMaskXObject,
      OPS.paintSolidColorImageMask,
      OPS.paintInlineImageXObjectGroup,
      OPS.paintImageMaskXObjectGroup,
    ]);
    return paths >= manyPaths || fnArray.some((code) => picture.has(code));
  } catch {
    return true;
  }
}
