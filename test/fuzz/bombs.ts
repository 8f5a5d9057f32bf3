import { crc32, gzipSync } from 'node:zlib';
import { compoundFile } from '../inspect/compound-file.ts';
import { docx, xlsx, zipOf } from '../inspect/office-package.ts';
import { storeFile } from '../inspect/store-file.ts';
import { tar } from '../range/formats/tar.ts';
import { zip } from '../range/formats/zip.ts';

const laughs = (depth: number): string => {
  const first = '<!ENTITY a0 "ha ha ha ha ha ha ha ha ha ha">';
  const rest = Array.from({ length: depth }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`);
  return `<!DOCTYPE r [${first}${rest.join('')}]>`;
};

/** Each entity is ten times the one before: a gigabyte of laughter in a kilobyte. */
export const laughing = (root: string, inner = ''): string =>
  `<?xml version="1.0"?>${laughs(9)}<${root}>${inner}&a9;</${root}>`;

export const laughingDocument = (): Uint8Array =>
  docx('', { 'word/document.xml': laughing('w:document', '<w:body><w:p><w:r><w:t>') });

export const laughingSheet = (): Uint8Array =>
  xlsx([{ name: 'A', xml: '' }], { 'xl/sharedStrings.xml': laughing('sst', '<si><t>') });

export const laughingOpenDocument = (): Uint8Array =>
  zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': laughing('office:document-content') });

export const laughingBook = (): Uint8Array =>
  zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
    'a.opf':
      '<package><manifest><item id="i" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="i"/></spine></package>',
    'a.xhtml': laughing('html', '<body>'),
  });

/** A sheet that says its one row stands at the very end, and that it is as wide as can be. */
export const emptyWideSheet = (): Uint8Array =>
  xlsx([
    {
      name: 'A',
      xml: `<dimension ref="A1:XFD1048576"/><sheetData>${'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'.repeat(50)}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`,
    },
  ]);

/** Page trees of which each node names the next ten times: a billion pages. */
export function manyPages(depth: number): Uint8Array {
  const node = (kid: number): string => `<</Type/Pages/Count 1000000000/Kids[${`${kid} 0 R `.repeat(10)}]>>`;
  const nodes = Array.from({ length: depth }, (_, at) => node(at + 3));
  return pdf(['<</Type/Catalog/Pages 2 0 R>>', ...nodes, '<</Type/Page/MediaBox[0 0 9 9]>>']);
}

/** Pages that are their own parents and kids, contents that are themselves, a length that is its own. */
export const circularPages = (): Uint8Array =>
  pdf([
    '<</Type/Catalog/Pages 2 0 R/Outlines 1 0 R/Names 1 0 R/AcroForm<</Fields[4 0 R]>>>>',
    '<</Type/Pages/Count 9/Kids[2 0 R 3 0 R 2 0 R]/Parent 2 0 R>>',
    '<</Type/Page/Parent 3 0 R/Contents[5 0 R 3 0 R]/Annots[3 0 R 4 0 R]/Resources 3 0 R/MediaBox 3 0 R>>',
    '<</T(a)/Kids[4 0 R]/Parent 4 0 R/FT/Tx/V 4 0 R>>',
    '<</Length 5 0 R/Filter[5 0 R]>>\nstream\nBT ET\nendstream',
    '6 0 R',
  ]);

/** One form that draws another twice, and so on: two to the power of 40 drawings. */
export function formsInForms(depth: number): Uint8Array {
  const form = (next: number): string => {
    const content = '/X Do /X Do /X Do';
    return `<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X ${next} 0 R>>>>/Length ${content.length}>>\nstream\n${content}\nendstream`;
  };
  return pdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>',
    '<</Length 5>>\nstream\n/X Do\nendstream',
    ...Array.from({ length: depth }, (_, at) => form(at + 6)),
  ]);
}

function pdf(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${file}${table}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}

/** The first sector of the allocation table made to follow itself: each chain runs in a circle. */
export function circularCompound(stream: string): Uint8Array {
  const bytes = Buffer.from(compoundFile([[stream, Buffer.alloc(8192, 'a')]]));
  const table = (bytes.readUInt32LE(76) + 1) * 512;
  for (let sector = 0; sector < 128; sector += 1) bytes.writeUInt32LE(sector, table + 4 * sector);
  return bytes;
}

/** Entries of a directory that all name the same local data. */
export function overlapping(count: number): Uint8Array {
  const one = Buffer.from(zip([{ name: 'a.txt', bytes: Buffer.alloc(1 << 20, 'a') }]));
  const start = one.indexOf('PK\x01\x02');
  const end = Buffer.from(one.subarray(one.lastIndexOf('PK\x05\x06')));
  const entry = one.subarray(start, one.lastIndexOf('PK\x05\x06'));
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(entry.length * count, 12);
  return Buffer.concat([one.subarray(0, start), ...Array.from({ length: count }, () => entry), end]);
}

/** A member that says it is larger than any disk, with nothing behind it. */
export function hugeTarMember(): Uint8Array {
  const bytes = Buffer.from(tar([{ name: 'a', bytes: Buffer.alloc(0) }]));
  bytes.write('77777777777\0', 124);
  bytes.write('        ', 148);
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}

/** Parts in parts of a mail, each with a boundary of its own. */
export function mailInMail(depth: number): Uint8Array {
  const heads = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
  );
  return Buffer.from(`From: a@b.eu\r\nTo: c@d.eu\r\nSubject: x\r\nMIME-Version: 1.0\r\n${heads.join('')}\r\nx`);
}

export function gzipInGzip(depth: number, content: Uint8Array): Uint8Array {
  let bytes = content;
  for (let level = 0; level < depth; level += 1) bytes = gzipSync(bytes);
  return bytes;
}

/** A mailbox in which every page above the leaves points at itself. */
export function circularStore(): Uint8Array {
  const messages = Array.from({ length: 60 }, (_, at) => ({
    id: 0x200024 + at * 32,
    folder: 0,
    properties: { 0x37: 'x' },
  }));
  const bytes = storeFile({ messages, perPage: 3 });
  for (let page = 1024; page + 512 <= bytes.length; page += 512) {
    const isTree = (bytes[page + 496] ?? 0) >= 0x80 && bytes[page + 496] === bytes[page + 497];
    if (!isTree || bytes[page + 491] === 0) continue;
    for (let entry = 0; entry < 3; entry++) bytes.writeBigUInt64LE(BigInt(page), page + entry * 24 + 16);
    bytes.writeUInt32LE(~crc32(bytes.subarray(page, page + 496), 0xffff_ffff) >>> 0, page + 500);
  }
  return bytes;
}
