import { type Cell, isItem, type Part, type Row, type Table } from '../document.ts';
import type { FileLedger, Place } from '../truth/ledger.ts';
import { valuesOf } from '../truth/page.ts';
import type { Rendering, Writer } from './format.ts';
import { office, officeRelations, type Part as PackagePart, relsOf, xmlHead } from './office.ts';
import { frameParts, frameRels, treeHead } from './slide-frame.ts';
import { markup } from './xml.ts';

const mime = 'application/vnd.openxmlformats-officedocument.presentationml';
const namespaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${officeRelations}"`;
const rowsPerSlide = 9;

/** PowerPoint: a table of some rows or a text a slide, speaker notes on the last. */
export const pptx: Writer = {
  extension: 'pptx',
  render({ document, file }: Rendering) {
    const slides: string[] = [];
    for (const part of document.parts.flatMap(split))
      slides.push(slideOf(part, document.title, slides.length + 1, file));
    const notes = (document.hidden ?? [])
      .map((part) => contentOf(part, file, { slide: slides.length, part: 'speaker notes' }))
      .join('');
    const parts: PackagePart[] = slides.map((xml, at) => ({
      path: `ppt/slides/slide${at + 1}.xml`,
      type: `${mime}.slide+xml`,
      xml,
    }));
    const ids = slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 1}"/>`).join('');
    parts.unshift({
      path: 'ppt/presentation.xml',
      type: `${mime}.presentation.main+xml`,
      xml: `${xmlHead}<p:presentation ${namespaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rIdM"/></p:sldMasterIdLst><p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    });
    parts.push(...frameParts);
    const links = slides.map((_, at) => ({ id: `rId${at + 1}`, type: 'slide', target: `slides/slide${at + 1}.xml` }));
    links.push({ id: 'rIdM', type: 'slideMaster', target: 'slideMasters/slideMaster1.xml' });
    const rels = [relsOf('ppt/presentation.xml', links), ...frameRels];
    const layout = { id: 'rIdL', type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' };
    const toNotes = { id: 'rId1', type: 'notesSlide', target: '../notesSlides/notesSlide1.xml' };
    for (const at of slides.keys()) {
      const last = notes !== '' && at === slides.length - 1;
      rels.push(relsOf(`ppt/slides/slide${at + 1}.xml`, last ? [layout, toNotes] : [layout]));
    }
    if (notes !== '') {
      parts.push({
        path: 'ppt/notesSlides/notesSlide1.xml',
        type: `${mime}.notesSlide+xml`,
        xml: `${xmlHead}<p:notes ${namespaces}><p:cSld><p:spTree>${treeHead}${notes}</p:spTree></p:cSld></p:notes>`,
      });
    }
    return office('ppt/presentation.xml', parts, rels, document, file);
  },
};

/** Tables in pieces that fit on a slide, each with the header. */
function split(part: Part): Part[] {
  if (part.kind !== 'table') return [part];
  const out: Table[] = [];
  for (let at = 0; at < part.rows.length; at += rowsPerSlide)
    out.push({ ...part, rows: part.rows.slice(at, at + rowsPerSlide) });
  return out;
}

function slideOf(part: Part, title: string, slide: number, file: FileLedger): string {
  return `${xmlHead}<p:sld ${namespaces}><p:cSld><p:spTree>${treeHead}${shape(paragraph(markup(title)))}${contentOf(part, file, { slide })}</p:spTree></p:cSld></p:sld>`;
}

const paragraph = (text: string) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`;
const shape = (paragraphs: string) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>${paragraphs}</p:txBody></p:sp>`;

function contentOf(part: Part, file: FileLedger, place: Place): string {
  const ids: (number | undefined)[] = [];
  const text = (cell: Cell) =>
    cell
      .map((piece) => {
        if (isItem(piece)) ids.push(file.item(piece, place));
        return markup(isItem(piece) ? piece.text : piece);
      })
      .join('');
  if (part.kind === 'prose') return shape(paragraph(text(part.pieces)));
  if (part.kind === 'form') {
    const lines = part.fields
      .map(({ column, value }) => paragraph(`${markup(column.header.replace(/:$/, ''))}: ${text(value)}`))
      .join('');
    file.record(part.person, ids, valuesOf(part.fields.map(({ value }) => value)), place);
    return shape(lines);
  }
  const rowXml = (cells: readonly string[]) =>
    `<a:tr h="370840">${cells.map((cell) => `<a:tc><a:txBody><a:bodyPr/>${paragraph(cell)}</a:txBody></a:tc>`).join('')}</a:tr>`;
  const header = part.headless ? '' : rowXml(part.columns.map(({ header }) => markup(header)));
  const line = ({ person, cells }: Row, at: number) => {
    ids.length = 0;
    const xml = rowXml(cells.map(text));
    file.record(person, [...ids], valuesOf(cells), { ...place, row: at + 1 });
    return xml;
  };
  const rows = part.rows.map(line).join('');
  return `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Table"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="300000" y="900000"/><a:ext cx="11500000" cy="5000000"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblGrid>${'<a:gridCol w="900000"/>'.repeat(part.columns.length)}</a:tblGrid>${header}${rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
}
