import { type Cell, isItem, textOf } from '../document.ts';
import type { Random } from '../random.ts';
import type { Mailbox, Message } from '../scenes/mail.ts';
import type { FileLedger } from '../truth/ledger.ts';
import { TextPage } from '../truth/page.ts';
import { htmlPart } from './html.ts';

export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A message as mail programs store it: MIME parts, quoted-printable or base64, encoded words in headers. */
export function mailText(
  message: Message,
  attachments: readonly Attachment[],
  file: FileLedger,
  random: Random,
): string {
  const boundary = `=_${random.hex(20)}`;
  const headers = headersOf(message, file);
  const body = bodyOf(message, file, random);
  if (attachments.length === 0) return `${headers}${body}`;
  const parts = attachments.map(({ name, bytes }) => {
    const label = encodedWord(name);
    return `Content-Type: application/octet-stream; name="${label}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="${label}"\r\n\r\n${base64Lines(bytes)}\r\n`;
  });
  const all = [body, ...parts].map((part) => `--${boundary}\r\n${part}`).join('');
  return `${headers}Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${all}--${boundary}--\r\n`;
}

function headersOf(message: Message, file: FileLedger): string {
  const note = (cell: Cell) => cell.filter(isItem).map((item) => file.item(item, { part: 'header' }));
  const box = ({ name, address }: Mailbox) => {
    const ids = note(name === undefined ? [address] : [name, address]);
    file.record(address.person, ids, [], { part: 'header' }, false);
    return name === undefined ? `<${address.text}>` : `${displayName(name.text)} <${address.text}>`;
  };
  const list = (boxes: readonly Mailbox[]) => boxes.map(box).join(',\r\n ');
  const lines = [`From: ${box(message.from)}`, `To: ${list(message.to)}`];
  if (message.cc.length > 0) lines.push(`Cc: ${list(message.cc)}`);
  note(message.subject);
  lines.push(`Subject: ${encodedWord(textOf(message.subject))}`, `Date: ${message.date}`);
  note([message.id]);
  lines.push(`Message-ID: <${message.id.text}>`, 'MIME-Version: 1.0', `X-Mailer: ${textOf(message.mailer)}`);
  note(message.mailer);
  if (message.origin !== undefined) {
    note([message.origin]);
    lines.push(`X-Originating-IP: [${message.origin.text}]`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

function displayName(name: string): string {
  if (/[^\x20-\x7e]/.test(name)) return encodedWord(name);
  return /[^A-Za-z0-9 -]/.test(name) ? `"${name}"` : name;
}

/** RFC 2047, in base64, for what is not ASCII. */
function encodedWord(text: string): string {
  return /[^\x20-\x7e]/.test(text) ? `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=` : text;
}

function bodyOf({ parts }: Message, file: FileLedger, random: Random): string {
  const page = new TextPage(file, false);
  for (const part of parts) {
    if (part.kind !== 'prose') continue;
    page.cell(part.pieces);
    page.put('\n');
  }
  const coding = random.pick(['quoted-printable', 'base64', '8bit'] as const);
  const plainPart = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${coding}\r\n\r\n${transfer(page.text(), coding)}\r\n`;
  if (random.chance(0.5)) return plainPart;
  const boundary = `=_alt${random.hex(16)}`;
  const html = new TextPage(file, false);
  // The same again: whether a reader shows both alternatives or one is its own affair.
  for (const part of parts) {
    if (part.kind !== 'prose') continue;
    const again = part.pieces.map((piece) => (isItem(piece) ? { ...piece, scored: false } : piece));
    htmlPart({ kind: 'prose', pieces: again }, html, file, 'bold');
  }
  const other = transfer(`<html><body>\n${html.text()}</body></html>\n`, 'quoted-printable');
  return `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n--${boundary}\r\n${plainPart}--${boundary}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${other}\r\n--${boundary}--\r\n`;
}

function transfer(text: string, coding: 'quoted-printable' | 'base64' | '8bit'): string {
  if (coding === 'base64') return base64Lines(Buffer.from(text));
  return coding === '8bit' ? text.replaceAll('\n', '\r\n') : quotedPrintable(text);
}

function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replaceAll(/(.{76})(?=.)/g, '$1\r\n');
}

/** RFC 2045: bytes beyond ASCII and `=` escaped, lines of at most 76 letters. */
function quotedPrintable(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      let out = '';
      let width = 0;
      for (const byte of Buffer.from(line)) {
        const code =
          (byte >= 0x20 && byte < 0x7f && byte !== 0x3d) || byte === 9
            ? String.fromCharCode(byte)
            : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
        if (width + code.length > 75) {
          out += '=\r\n';
          width = 0;
        }
        out += code;
        width += code.length;
      }
      return out.replace(/ $/, '=20');
    })
    .join('\r\n');
}
