import type { Cell } from '../contract.ts';
import type { Writer } from '../markup/writer.ts';
import { addressHeaders, readMailboxes } from './addresses.ts';
import type { Header } from './headers.ts';
import { decodeWords } from './words.ts';

/** Writes the headers of a message, one a line; each mailbox is a record of its name and address. */
export function writeHeaders(headers: readonly Header[], writer: Writer): void {
  for (const { name, value } of headers) {
    writer.verbatim(`${name}: `);
    const mailboxes = addressHeaders.has(name.toLowerCase()) ? readMailboxes(value) : [];
    if (mailboxes.length === 0) writer.verbatim(decodeWords(value).replace(/[\r\n]+/g, ' '));
    else writeMailboxes(mailboxes, writer);
    writer.endLine();
  }
}

function writeMailboxes(
  mailboxes: readonly { readonly name: string; readonly address: string }[],
  writer: Writer,
): void {
  for (const [index, { name, address }] of mailboxes.entries()) {
    writer.hold();
    const { epoch } = writer;
    if (index > 0) writer.verbatim(', ');
    const cells: Cell[] = [];
    const cell = (text: string, label: string): void => {
      const start = writer.at;
      writer.verbatim(text);
      if (text !== '') cells.push({ start, end: writer.at, label });
    };
    cell(name, 'name');
    if (address !== '' && name !== '') writer.verbatim(' <');
    cell(address, 'email');
    if (address !== '' && name !== '') writer.verbatim('>');
    writer.release();
    if (epoch === writer.epoch) writer.row(cells, undefined);
  }
}
