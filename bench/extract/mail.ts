import { outlookMessage } from '../../test/inspect/outlook-message.ts';
import { storeFile } from '../../test/inspect/store-file.ts';
import type { Base } from './base.ts';
import type { Kind } from './kinds.ts';
import { csvOf, textOf } from './texts.ts';
import { written } from './write.ts';

const lineLength = 76;
const perMail = 5;
const sent = 'Mon, 02 Mar 2026 09:00:00 +0000';

const encoded = (text: string): string => {
  const packed = Buffer.from(text).toString('base64');
  return packed.replaceAll(new RegExp(`.{${lineLength}}`, 'g'), '$&\r\n');
};

function mail(text: string, attachment?: string): string {
  const head = `From: Nora Whitfield <nora@example.org>\r\nTo: ravi@example.org\r\nDate: ${sent}\r\nSubject: Report\r\nMIME-Version: 1.0\r\n`;
  if (attachment === undefined) return `${head}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
  const parts = [
    `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded(text)}`,
    `Content-Type: text/csv; charset=utf-8; name="customers.csv"\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded(attachment)}`,
  ];
  return `${head}Content-Type: multipart/mixed; boundary="limit"\r\n\r\n--limit\r\n${parts.join('\r\n--limit\r\n')}\r\n--limit--\r\n`;
}

/** Texts of some paragraphs each. */
function* letters({ paragraphs }: Base): Generator<string> {
  for (let at = 0; at < paragraphs.length; at += perMail) yield paragraphs.slice(at, at + perMail).join('\r\n\r\n');
}

/** Mail with what is attached, and mailboxes. */
export const mailKinds: Readonly<Record<string, Kind>> = {
  eml: {
    extension: 'eml',
    make: (base, file) => written(file, mail(textOf(base), csvOf(base))),
    peer: { name: 'munpack', note: 'only unpacks', command: (file, out) => ['munpack', '-q', '-t', '-C', out, file] },
  },
  mbox: {
    extension: 'mbox',
    make: (base, file) => written(file, [...letters(base)].map((text) => `From - ${sent}\n${mail(text)}\n`).join('')),
  },
  msg: {
    extension: 'msg',
    make: (base, file) =>
      written(
        file,
        outlookMessage({
          properties: { 0x001a: 'IPM.Note', 0x0037: 'Report', 0x0c1a: 'Nora Whitfield', 0x1000: textOf(base) },
          attachments: [{ properties: { 0x3701: Buffer.from(csvOf(base)), 0x3705: 1, 0x3707: 'customers.csv' } }],
        }),
      ),
    peer: { name: 'msgconvert', command: (file) => ['msgconvert', '--outfile', '-', file] },
  },
  pst: {
    extension: 'pst',
    make(base, file) {
      const folders = [
        { id: 0x122, parent: 0x122, name: '' },
        { id: 0x8002, parent: 0x122, name: 'Top' },
        { id: 0x8022, parent: 0x8002, name: 'Inbox' },
      ];
      const messages = [...letters(base)].map((text, at) => ({
        id: 0x200024 + at * 0x20,
        folder: 0x8022,
        properties: {
          0x001a: 'IPM.Note',
          0x0037: 'Report',
          0x0c1a: 'Nora Whitfield',
          0x0039: new Date('2026-03-02T09:00:00Z'),
          0x1000: text,
        },
        recipients: [[1, 'Ravi Menon', 'ravi@example.org']] as const,
      }));
      return written(file, storeFile({ folders, messages }));
    },
    peer: { name: 'readpst', command: (file, out) => ['readpst', '-q', '-D', '-o', out, file] },
  },
};
