/** A text at a place of a page, in points from the lower left corner. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
}

interface PageSource {
  readonly texts?: readonly Placed[];
  /** More of the content stream. */
  readonly content?: string;
  /** Objects of the page's annotations. */
  readonly annotations?: readonly string[];
  /** More entries of the page's resources. */
  readonly resources?: string;
}

export interface DocumentSource {
  readonly pages: readonly PageSource[];
  /** Entries of the document information. */
  readonly info?: string;
  /** More entries of the catalog; `{N}` stands for the number of the Nth of `objects`. */
  readonly catalog?: string;
  readonly objects?: readonly string[];
}

/** A small PDF 1.7 document, uncompressed, in Helvetica. */
export function pdfOf(source: DocumentSource): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const catalog = add('');
  const pages = add('');
  const font = add('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>');
  const own = (source.objects ?? []).map((body) => add(body));
  const named = (text: string): string => text.replace(/\{(\d+)\}/g, (_, at: string) => `${own[Number(at)]} 0 R`);
  for (const [at, number] of own.entries()) objects[number - 1] = named(source.objects?.[at] ?? '');
  const kids = source.pages.map((page) => {
    const texts = (page.texts ?? []).map(
      ({ x, y, text, size = 10 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(text)}) Tj ET\n`,
    );
    const content = add(stream('', texts.join('') + (page.content ?? '')));
    const annotations = (page.annotations ?? []).map((body) => `${add(named(body))} 0 R`);
    return add(
      `<</Type/Page/Parent ${pages} 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 ${font} 0 R>>${named(page.resources ?? '')}>>` +
        `/Contents ${content} 0 R/Annots[${annotations.join(' ')}]>>`,
    );
  });
  objects[catalog - 1] = `<</Type/Catalog/Pages ${pages} 0 R${named(source.catalog ?? '')}>>`;
  objects[pages - 1] = `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`;
  const info = add(`<<${source.info ?? ''}>>`);

  let file = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const offsets = objects.map((body, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<</Size ${objects.length + 1}/Root ${catalog} 0 R/Info ${info} 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(file, 'latin1'));
}

/** A stream object. */
export function stream(entries: string, data: string): string {
  return `<<${entries}/Length ${Buffer.byteLength(data, 'latin1')}>>\nstream\n${data}\nendstream`;
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}
