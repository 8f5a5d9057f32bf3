/**
 * Names of files that others chose. They are labels: nothing here or elsewhere makes a path of one. As they were sent
 * they stay in the sealed row; these are the forms in which people and their browsers get them.
 */

/**
 * What cannot be seen or makes text look like another: controls, halves of pairs, spaces that are none, and marks that
 * turn the direction around, by which `exe.fdp` is shown as `pdf.exe`.
 */
const misleading = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** The name as text of one line, with what misleads written as `\u{202e}`. Bytes that are no UTF-8 become U+FFFD. */
export function shownName(name: Uint8Array): string {
  return decode(name).replace(misleading, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
}

/** Longer ones, or with a capital, are as often the surname in `anna.Muster`. */
const kindOfFile = /(?<=.)\.(?:[a-z0-9]{1,4}|[A-Z0-9]{1,4})$/;

/** Enough to tell items apart, and not who they are about: `Kü•••.pdf`. */
export function maskedName(name: Uint8Array): string {
  const shown =
    shownName(name)
      .split(/[/\\](?!u\{)/)
      .at(-1) ?? '';
  const extension = kindOfFile.exec(shown)?.[0] ?? '';
  const start = Array.from(shown.slice(0, shown.length - extension.length))
    .slice(0, 2)
    .join('');
  return `${start}•••${extension}`;
}

/** A way to a file inside of an item (`!/backup.zip!/kunden/liste.csv`), each name masked: `!/ba•••.zip!/ku•••/li•••.csv`. */
export function maskedPath(path: string): string {
  return path
    .split(/(!?\/)/)
    .map((name, at) => (at % 2 === 1 || name === '' ? name : maskedName(Buffer.from(name))))
    .join('');
}

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const mostBytes = 200;

/**
 * A name under which the bytes may be saved on any machine: the last part of a path alone, without what has a meaning in
 * one or misleads, not hidden, not a device of Windows, at most 200 bytes.
 */
export function savedName(name: Uint8Array): string {
  const last =
    decode(name)
      .split(/[/\\]/)
      .findLast((part) => part !== '') ?? '';
  const plain = last
    .normalize('NFC')
    .replace(misleading, '_')
    .replace(/[:*?"<>|%;]/g, '_')
    .replace(/^[.\s-]+/, '')
    .replace(/[.\s]+$/, '');
  const safe = reserved.test(plain) ? `_${plain}` : plain;
  return short(safe === '' ? 'evidence' : safe);
}

/** Shortened in the middle of the name, so that what tells its kind stays. */
function short(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  let kept = '';
  for (const letter of name) {
    if (Buffer.byteLength(kept + letter) > mostBytes - extension.length) break;
    kept += letter;
  }
  return kept + extension;
}

/** Never shown in the page: saved, under a name in both forms of RFC 6266. */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function decode(name: Uint8Array): string {
  return Buffer.from(name.buffer, name.byteOffset, name.byteLength).toString('utf8');
}
