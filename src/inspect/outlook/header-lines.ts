import { Pull } from '../archives/pull.ts';
import { type Header, readHeaders } from '../mail/headers.ts';
import { Parts } from '../mail/parts.ts';
import { id } from './ids.ts';
import { once, type Properties } from './properties.ts';

const kinds = ['From', 'To', 'Cc', 'Bcc'] as const;

/** What is held of a message besides its body. */
export interface Envelope {
  readonly message: Properties;
  readonly recipients: readonly Properties[];
}

/**
 * The headers of a message: those with which it came, and what its properties say beyond them: a message that was never
 * sent, or is in the sender's folder, has none of the first kind; blind copies are in the second alone.
 */
export async function headersOf({ message, recipients }: Envelope): Promise<Header[]> {
  const transport = (await message.text(id.headers)).replace(/^Microsoft Mail Internet Headers[^\n]*\n/, '');
  const stated = await parsed(transport);
  const seen = transport.toLowerCase();
  const headers = [...stated];
  const has = (name: string): boolean => stated.some((header) => header.name.toLowerCase() === name.toLowerCase());
  const mailbox = (header: string, name: string, address: string): void => {
    if (name === '' && address === '') return;
    if (seen.includes((address === '' ? name : address).toLowerCase()) && seen !== '') return;
    headers.push({ name: header, value: written(name, address) });
  };
  const from = await addressOf(message, id.representingSmtp, id.representingAddress);
  const sender = await addressOf(message, id.senderSmtp, id.senderAddress);
  const fromName = await message.text(id.representingName);
  const senderName = await message.text(id.senderName);
  mailbox('From', fromName === '' && from === '' ? senderName : fromName, from === '' ? sender : from);
  if (from !== '' && sender !== '' && from !== sender) mailbox('Sender', senderName, sender);
  for (const recipient of recipients) {
    const kind = (await recipient.number(id.recipientKind)) ?? 1;
    const address = await addressOf(recipient, id.smtpAddress, id.address);
    mailbox(kinds[kind & 3] ?? 'To', await recipient.text(id.displayName), address);
  }
  const others = [
    ['Subject', await message.text(id.subject)],
    ['Date', dateOf((await message.text(id.sent)) || (await message.text(id.delivered)))],
    ['Message-ID', await message.text(id.messageId)],
  ] as const;
  for (const [name, value] of others) if (value !== '' && !has(name)) headers.push({ name, value });
  return headers;
}

async function parsed(text: string): Promise<Header[]> {
  if (text.trim() === '') return [];
  const pull = new Pull(once(Buffer.from(`${text.trim()}\r\n\r\n`, 'utf8')));
  try {
    return await readHeaders(new Parts(pull));
  } finally {
    await pull.close();
  }
}

/** An address of mail before one that only the sender's server knows. */
async function addressOf(properties: Properties, smtp: number, other: number): Promise<string> {
  return (await properties.text(smtp)) || (await properties.text(other));
}

function written(name: string, address: string): string {
  const shown = name === '' || name === address ? '' : `"${name.replace(/(["\\])/g, '\\$1')}"`;
  if (address === '') return shown;
  return shown === '' ? address : `${shown} <${address}>`;
}

/** As mail writes it, in universal time. */
function dateOf(moment: string): string {
  return moment === '' ? '' : new Date(`${moment}Z`).toUTCString().replace('GMT', '+0000');
}
