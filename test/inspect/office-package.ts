import { crc32, deflateRawSync } from 'node:zlib';

/** A zip file of these entries, as office programs write them: deflated, sizes in front. */
export function zipOf(entries: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const locals: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const path = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt16LE(0x5821, 8);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(path.length, 22);
    locals.push(Buffer.from('PK\x03\x04'), facts, path, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    records.push(Buffer.from('PK\x01\x02\x14\x00'), facts, rest, path);
    offset += 30 + path.length + packed.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  const count = Object.keys(entries).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Uint8Array.from(Buffer.concat([...locals, directory, end]));
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = {
  word: ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  xl: ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
  ppt: ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'],
} as const;

/** An office package of these parts; those that every package has are added. */
export function packageOf(kind: keyof typeof main, parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const [path, type] = main[kind];
  return zipOf({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${path}" ContentType="${type}"/></Types>`,
    '_rels/.rels': relations([['rId1', `${office}/officeDocument`, path]]),
    ...parts,
  });
}

type Link = readonly [id: string, type: string, target: string, mode?: 'External'];

/** A list of links; types may be given by their last word. */
export function relations(links: readonly Link[]): string {
  const each = links.map(([id, type, target, mode]) => {
    const full = type.includes('/') ? type : `${office}/${type}`;
    return `<Relationship Id="${id}" Type="${full}" Target="${target}"${mode === undefined ? '' : ` TargetMode="${mode}"`}/>`;
  });
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A document with this body, in WordprocessingML with the prefix `w`. */
export function docx(body: string, parts: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  return packageOf('word', { 'word/document.xml': `<w:document ${w}><w:body>${body}</w:body></w:document>`, ...parts });
}

export interface SheetSource {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** Children of `worksheet`. */
  readonly xml: string;
}

/** A workbook of these sheets. */
export function xlsx(
  sheets: readonly SheetSource[],
  parts: Readonly<Record<string, string | Uint8Array>> = {},
  extra = '',
): Uint8Array {
  const list = sheets.map(({ name, state }, at) => {
    const hidden = state === undefined ? '' : ` state="${state}"`;
    return `<sheet name="${name}" sheetId="${at + 1}"${hidden} r:id="rId${at + 1}"/>`;
  });
  const files = sheets.map(({ xml }, at) => [`xl/worksheets/sheet${at + 1}.xml`, `<worksheet>${xml}</worksheet>`]);
  return packageOf('xl', {
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><sheets>${list.join('')}</sheets>${extra}</workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map((_, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`]),
    ),
    ...Object.fromEntries(files),
    ...parts,
  });
}
