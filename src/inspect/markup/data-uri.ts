/** RFC 2397. */
const pattern = /^\s*data:([^,;]*)((?:;[^,;]*)*),/i;

/** The bytes in a data: URI and a name for them by their media type; undefined for anything else. */
export function readDataUri(uri: string, number: number): { name: string; bytes: Buffer } | undefined {
  const match = pattern.exec(uri.slice(0, 1000));
  if (match === null) return undefined;
  const [prefix, type, parameters] = match as unknown as [string, string, string];
  const body = uri.slice(prefix.length);
  const bytes = /;base64\s*$/i.test(parameters)
    ? Buffer.from(unescaped(body), 'base64')
    : Buffer.from(unescaped(body), 'latin1');
  if (bytes.length === 0) return undefined;
  const subtype = /\/([a-z0-9]{1,10})/i.exec(type)?.[1] ?? 'txt';
  return { name: `data-${number}.${subtype.toLowerCase()}`, bytes };
}

/** Percent escapes as Latin-1 characters, so that each is one byte; other characters as their UTF-8 bytes. */
function unescaped(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
