/** Undoes the Content-Transfer-Encoding of a body (RFC 2045), portion by portion. Encodings unknown to it pass as they are. */
export function decodeTransfer(encoding: string, body: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  if (encoding === 'base64') return fromBase64(body);
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body);
  return body;
}

/** The encodings of RFC 2045; others (x-uuencode) are handed out undecoded. */
export const isKnownTransfer = (encoding: string): boolean =>
  ['', '7bit', '8bit', 'binary', 'base64', 'quoted-printable'].includes(encoding);

const outsideAlphabet = /[^A-Za-z0-9+/=]+/g;

/** Characters outside the alphabet are skipped; padding in the middle, as of joined parts, begins anew. */
async function* fromBase64(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held = '';
  for await (const chunk of body) {
    const segments = (held + chunk.toString('latin1').replace(outsideAlphabet, '')).split(/=+/);
    const last = segments.pop() ?? '';
    for (const segment of segments) if (segment !== '') yield Buffer.from(segment, 'base64');
    const whole = last.length - (last.length % 4);
    if (whole > 0) yield Buffer.from(last.slice(0, whole), 'base64');
    held = last.slice(whole);
  }
  if (held.length > 1) yield Buffer.from(held, 'base64');
}

const equals = 0x3d;
/** What may be the first half of an escape or of a soft line break. */
const unfinished = /^=(?:[0-9A-Fa-f]?|[ \t]*\r?)$/;

async function* fromQuotedPrintable(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of body) {
    const data = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    const last = data.lastIndexOf(equals);
    const cut =
      last >= 0 && data.length - last < 100 && unfinished.test(data.toString('latin1', last)) ? last : data.length;
    held = Buffer.from(data.subarray(cut));
    if (cut > 0) yield unquote(data.subarray(0, cut));
  }
  if (held.length > 0) yield unquote(held);
}

/** Undoes `=XX` and line ends that are preceded by `=`; anything else after `=` stays. */
export function unquote(data: Buffer): Buffer {
  const out = Buffer.allocUnsafe(data.length);
  let to = 0;
  for (let at = 0; at < data.length; at += 1) {
    const next = data.indexOf(equals, at);
    const run = next < 0 ? data.length : next;
    to += data.copy(out, to, at, run);
    if (next < 0) break;
    at = next;
    const high = hexDigit(data[at + 1]);
    const low = hexDigit(data[at + 2]);
    if (high >= 0 && low >= 0) {
      out[to++] = high * 16 + low;
      at += 2;
      continue;
    }
    let end = at + 1;
    while (data[end] === 0x20 || data[end] === 0x09) end += 1;
    if (data[end] === 0x0d && data[end + 1] === 0x0a) at = end + 1;
    else if (data[end] === 0x0a) at = end;
    else if (end < data.length) out[to++] = equals;
    else at = end;
  }
  return out.subarray(0, to);
}

function hexDigit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
