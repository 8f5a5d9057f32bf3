/** The bytes of a text in base64 that comes in pieces; what is no letter of it is passed over. */
export async function* base64(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + piece.replace(/[^A-Za-z0-9+/]/g, '');
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    if (whole > 0) yield Buffer.from(text.slice(0, whole), 'base64');
  }
  if (rest !== '') yield Buffer.from(rest, 'base64');
}
