import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import PdfKit from 'pdfkit';
import { docx, zipOf } from '../../test/inspect/office-package.ts';
import { markup } from '../../test/range/formats/xml.ts';
import type { Base } from './base.ts';
import type { Kind } from './kinds.ts';
import { converted, libreOffice } from './office.ts';
import { written } from './write.ts';

const asDocx = ({ paragraphs }: Base): Uint8Array =>
  docx(paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${markup(text)}</w:t></w:r></w:p>`).join(''));

/** Documents of running text. */
export const documentKinds: Readonly<Record<string, Kind>> = {
  pdf: {
    extension: 'pdf',
    async make({ paragraphs }, file) {
      const document = new PdfKit({ size: 'A4', margin: 56 });
      const out = createWriteStream(file);
      const done = finished(out);
      document.pipe(out);
      let pages = 1;
      document.on('pageAdded', () => {
        pages += 1;
      });
      const font = new URL(import.meta.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'));
      document.font(font.pathname).fontSize(10);
      for (const text of paragraphs) document.text(text).moveDown(0.6);
      document.end();
      await done;
      return { pages };
    },
    peer: { name: 'pdftotext', command: (file) => ['pdftotext', '-enc', 'UTF-8', file, '-'] },
  },
  docx: { extension: 'docx', make: (base, file) => written(file, asDocx(base)), peer: libreOffice('txt:Text') },
  doc: {
    extension: 'doc',
    make: (base, file) => converted(file, { extension: 'docx', text: asDocx(base), to: 'doc:MS Word 97' }),
    peer: { name: 'catdoc', command: (file) => ['catdoc', '-w', '-d', 'utf-8', file] },
  },
  odt: {
    extension: 'odt',
    make: (base, file) => converted(file, { extension: 'docx', text: asDocx(base) }),
    peer: { name: 'odt2txt', command: (file) => ['odt2txt', '--encoding=UTF-8', '--width=-1', file] },
  },
  rtf: {
    extension: 'rtf',
    make({ paragraphs }, file) {
      const escaped = (text: string): string =>
        text
          .replaceAll(/[\\{}]/g, '\\$&')
          .replaceAll(/[\u00a0-\u00ff]/g, (letter) => `\\'${letter.charCodeAt(0).toString(16)}`);
      const body = paragraphs.map((text) => `\\pard\\f0\\fs22 ${escaped(text)}\\par\n`).join('');
      return written(file, `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\n${body}}`);
    },
    peer: { name: 'unrtf', command: (file) => ['unrtf', '--text', '--nopict', file] },
  },
  epub: {
    extension: 'epub',
    make: ({ paragraphs }, file) => written(file, book(paragraphs)),
    peer: { name: '7z x', note: 'only unpacks', command: (file) => ['7z', 'x', '-so', file] },
  },
};

const perChapter = 200;

function book(paragraphs: readonly string[]): Uint8Array {
  const chapters: string[] = [];
  for (let at = 0; at < paragraphs.length; at += perChapter) {
    const text = paragraphs.slice(at, at + perChapter).map((part) => `<p>${markup(part)}</p>\n`);
    chapters.push(
      `<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Chapter</title></head><body>${text.join('')}</body></html>`,
    );
  }
  const list = chapters.map((_, at) => `<item id="c${at}" href="c${at}.xhtml" media-type="application/xhtml+xml"/>`);
  const order = chapters.map((_, at) => `<itemref idref="c${at}"/>`);
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'b.opf': `<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>${list.join('')}</manifest><spine>${order.join('')}</spine></package>`,
    ...Object.fromEntries(chapters.map((text, at) => [`c${at}.xhtml`, text])),
  });
}
