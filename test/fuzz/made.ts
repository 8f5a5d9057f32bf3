import { gzipSync } from 'node:zlib';
import { compoundFile } from '../inspect/compound-file.ts';
import { docx, packageOf, relations, xlsx } from '../inspect/office-package.ts';
import { outlookMessage } from '../inspect/outlook-message.ts';
import { pdfOf } from '../inspect/pdf-document.ts';
import { tar } from '../range/formats/tar.ts';
import { zip } from '../range/formats/zip.ts';

const people =
  'first name,e-mail,born\nMara,mara.lindqvist@hafenkontor.eu,1984-03-02\nTobias,tobias.brandt@hafenkontor.eu,1979-11-21\n';
const mail =
  'From: Mara <mara@hafenkontor.eu>\r\nTo: tobias@hafenkontor.eu\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe, 030 1234567\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="people.csv"\r\nContent-Transfer-Encoding: base64\r\n\r\n' +
  `${Buffer.from(people).toString('base64')}\r\n--b--\r\n`;

/** Files of formats for which no golden folder holds one, by name. */
export function madeSeeds(): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const bytes = Buffer.from(people);
  return [
    ['people.csv', bytes],
    ['people.csv.gz', gzipSync(bytes)],
    [
      'people.zip',
      zip([
        { name: 'people.csv', bytes },
        { name: 'note.txt', bytes },
      ]),
    ],
    [
      'people.tar',
      tar([
        { name: 'people.csv', bytes },
        { name: `${'long/'.repeat(40)}note.txt`, bytes },
      ]),
    ],
    [
      'people.json',
      Buffer.from(
        '{"people":[{"name":"Mara Lindqvist","mail":"mara@hafenkontor.eu","a":{"b":[1,2e3,null,true,"\\u00fc"]}}]}\n',
      ),
    ],
    ['people.ndjson', Buffer.from('{"name":"Mara Lindqvist"}\n{"name":"Tobias Brandt"}\n')],
    [
      'people.sql',
      Buffer.from(
        "-- MySQL dump 10.13\nCREATE TABLE `u` (`id` int, `mail` text);\nINSERT INTO `u` VALUES (1,'mara@hafenkontor.eu'),(2,'O\\'Neil');\n",
      ),
    ],
    [
      'copy.sql',
      Buffer.from('-- PostgreSQL database dump\nCOPY public.p (id, name) FROM stdin;\n1\tAnn\\tLee\n2\t\\N\n\\.\n'),
    ],
    [
      'people.xml',
      Buffer.from(
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r><p id="1"><n>Mara &a;</n><m><![CDATA[mara@hafenkontor.eu]]></m></p></r>',
      ),
    ],
    [
      'page.html',
      Buffer.from(
        '<!doctype html><html><head><title>x</title></head><body><table><tr><th>mail<td>mara@hafenkontor.eu</table><form><input name=a value=b></form><img src="data:text/plain;base64,TWFyYQ=="></body></html>',
      ),
    ],
    ['letter.eml', Buffer.from(mail)],
    [
      'letters.mbox',
      Buffer.from(`From a@b.eu Mon Mar  2 10:00:00 2026\n${mail}\nFrom a@b.eu Mon Mar  2 10:00:01 2026\n${mail}`),
    ],
    ['log.txt', Buffer.from('2026-03-02T10:00:00Z login mara@hafenkontor.eu from 203.0.113.7\n'.repeat(20))],
    ['wide.txt', Buffer.from(`\uFEFF${people}`, 'utf16le')],
    [
      'letter.docx',
      docx(
        '<w:p><w:r><w:t>Mara Lindqvist</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>mail</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
      ),
    ],
    [
      'sheet.xlsx',
      xlsx([
        {
          name: 'People',
          xml: '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Mara</t></is></c><c r="B1"><v>45000</v></c></row></sheetData>',
        },
      ]),
    ],
    ['deck.pptx', deck()],
    ['page.pdf', pdfOf({ pages: [{ texts: [{ x: 50, y: 700, text: 'Mara Lindqvist mara@hafenkontor.eu' }] }, {}] })],
    ['drawing.fodg', Buffer.from(drawing())],
    ['project.bin', project()],
    ['note.msg', outlookMessage({ properties: { 0x1a: 'IPM.Note', 0x37: 'Hello', 0x1000: 'Mara' } })],
  ];
}

function deck(): Uint8Array {
  const space =
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  return packageOf('ppt', {
    'ppt/presentation.xml': `<p:presentation ${space}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations([['rId1', 'slide', 'slides/slide1.xml']]),
    'ppt/slides/slide1.xml': `<p:sld ${space}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>Mara Lindqvist</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
  });
}

/** As one flat file: a package states its type in an entry that is not packed, which the writer at hand cannot. */
function drawing(): string {
  const space = 'urn:oasis:names:tc:opendocument:xmlns';
  return `<?xml version="1.0"?><office:document xmlns:office="${space}:office:1.0" xmlns:text="${space}:text:1.0" office:mimetype="application/vnd.oasis.opendocument.graphics"><office:body><office:drawing><text:p>Mara Lindqvist mara@hafenkontor.eu</text:p></office:drawing></office:body></office:document>`;
}

function project(): Uint8Array {
  const source = Buffer.from('Sub A()\r\nx = "mara@hafenkontor.eu"\r\nEnd Sub\r\n');
  const record = (id: number, data: Uint8Array, length = data.length): Buffer => {
    const head = Buffer.alloc(6);
    head.writeUInt16LE(id);
    head.writeUInt32LE(length, 2);
    return Buffer.concat([head, data]);
  };
  const directory = Buffer.concat([
    record(3, Buffer.of(0xe4, 4)),
    record(9, Buffer.alloc(6), 4),
    record(0x1a, Buffer.from('Module1')),
    record(0x31, Buffer.of(5, 0, 0, 0)),
    record(0x10, Buffer.alloc(0)),
  ]);
  return compoundFile([
    ['_VBA_PROJECT', Buffer.alloc(7)],
    ['dir', literally(directory)],
    ['Module1', Buffer.concat([Buffer.alloc(5), literally(source)])],
  ]);
}

/** A compressed container in which each byte stands for itself ([MS-OVBA] 2.4.1). */
function literally(bytes: Uint8Array): Buffer {
  const data: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 8) data.push(Buffer.of(0), Buffer.from(bytes.subarray(at, at + 8)));
  const all = Buffer.concat(data);
  const head = Buffer.alloc(3);
  head.writeUInt8(1);
  head.writeUInt16LE(0xb000 | (all.length - 1), 1);
  return Buffer.concat([head, all]);
}
