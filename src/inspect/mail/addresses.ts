import { decodeWords } from './words.ts';

/** One mailbox of an address header; either part may be empty. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Headers whose value is a list of mailboxes, in lower case. */
export const addressHeaders: ReadonlySet<string> = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'resent-from',
  'resent-sender',
  'resent-to',
  'resent-cc',
  'resent-bcc',
  'return-path',
  'delivered-to',
  'envelope-to',
  'errors-to',
  'disposition-notification-to',
  'x-original-to',
  'x-forwarded-to',
]);

/** Quoted string, comment (without nesting), angle address, separator, or anything else up to one of these. */
const token = /"((?:[^"\\]|\\.)*)"?|\(((?:[^()\\]|\\.)*)\)?|<([^<>]*)>?|([,;:])|[^",;:<(]+/gs;

/** The mailboxes of RFC 5322 address lists, groups and comments included, as liberal as mail programs are. */
export function readMailboxes(value: string): Mailbox[] {
  const found: Mailbox[] = [];
  let words = '';
  let comment = '';
  let angle: string | undefined;
  const finish = (): void => {
    const text = words.replace(/\s+/g, ' ').trim();
    const address = angle ?? (text.includes('@') && !text.includes(' ') ? text : '');
    const name = address === text ? comment : text || comment;
    if (name !== '' || address !== '')
      found.push({ name: decodeWords(name).replace(/\s+/g, ' ').trim(), address: address.trim() });
    words = '';
    comment = '';
    angle = undefined;
  };
  for (const match of value.matchAll(token)) {
    const [whole, quoted, inner, bracketed, separator] = match;
    if (quoted !== undefined) words += quoted.replace(/\\(.)/gs, '$1');
    else if (inner !== undefined) comment = inner.replace(/\\(.)/gs, '$1').trim();
    else if (bracketed !== undefined) angle = bracketed;
    else if (separator === ':') {
      // The name of a group tells nothing about a mailbox.
      words = '';
    } else if (separator === undefined) words += whole;
    else finish();
  }
  finish();
  return found;
}
