import { type Shape, builtInShape, shapeOf } from './number-format.ts';
import type { Part } from './package.ts';
import { type Attributes, attribute, readXml } from './xml.ts';

/** Cell styles beyond this are no workbook's (Excel writes up to 65,490). */
const maxStyles = 1 << 17;

/** The shape of numbers for each cell style, in order of their index. */
export async function readStyles(part: Part): Promise<readonly Shape[]> {
  const codes = new Map<number, Shape>();
  const styles: Shape[] = [];
  let inCellFormats = false;
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'numFmt' && codes.size < maxStyles) {
      codes.set(Number(attribute(attributes, 'numFmtId')), shapeOf(attribute(attributes, 'formatCode') ?? ''));
    } else if (name === 'cellXfs') inCellFormats = true;
    else if (name === 'xf' && inCellFormats && styles.length < maxStyles) {
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      styles.push(codes.get(id) ?? builtInShape(id));
    }
  };
  const close = (name: string): void => {
    if (name === 'cellXfs') inCellFormats = false;
  };
  await readXml(part.open(), { open, close, text: () => undefined });
  return styles;
}
