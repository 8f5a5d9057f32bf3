import { randomBytes } from 'node:crypto';

/** Text that is nowhere else in the world, and whose it is. */
export interface Marker {
  /**
   * - `leak`: of the leaked files, their names and what is said of where they came from
   * - `words`: what people wrote, and who they are
   * - `secret`: passwords, codes and tokens
   */
  readonly kind: 'leak' | 'words' | 'secret';
  readonly name: string;
  readonly text: string;
}

/** Somewhere that something could have got to. */
export interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

const letters = (length: number): string =>
  Array.from(randomBytes(length), (byte) => String.fromCharCode(97 + (byte % 26))).join('');
const digits = (length: number): string => Array.from(randomBytes(length), (byte) => byte % 10).join('');

/** `Qweasdfg`: a word that no text has by chance. */
export const word = (): string => letters(1).toUpperCase() + letters(11);

/** A valid IBAN of Germany, of a bank that there is not (ISO 13616: the number modulo 97 is 1). */
export function iban(): string {
  const account = digits(18);
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${account}`;
}

/** Makes markers, and keeps them. */
export function marking() {
  const markers: Marker[] = [];
  const mark = (kind: Marker['kind'], name: string, text: string): string => {
    markers.push({ kind, name, text });
    return text;
  };
  return {
    markers,
    leak: (name: string, text = word()): string => mark('leak', name, text),
    words: (name: string, text = word()): string => mark('words', name, text),
    secret: (name: string, text = randomBytes(16).toString('hex')): string => mark('secret', name, text),
    /** One that was made before. */
    secretOf: (name: string): string => markers.find((one) => one.kind === 'secret' && one.name === name)?.text ?? '',
  };
}
export type Marking = ReturnType<typeof marking>;

/** Every form in which a program writes text down, with the names by which a finding is told. */
export function formsOf(text: string): ReadonlyMap<string, Buffer> {
  const utf8 = Buffer.from(text);
  const forms = new Map<string, Buffer>([
    ['as it is', utf8],
    ['in small letters', Buffer.from(text.toLowerCase())],
    ['in capitals', Buffer.from(text.toUpperCase())],
    ['turned round', Buffer.from([...text].toReversed().join(''))],
    ['hexadecimal', Buffer.from(utf8.toString('hex'))],
    ['hexadecimal in capitals', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['UTF-16, small end first', Buffer.from(text, 'utf16le')],
    ['UTF-16, large end first', Buffer.from(text, 'utf16le').swap16()],
    ['of an address', Buffer.from(encodeURIComponent(text))],
  ]);
  // What base64 makes of text depends on how many bytes stand before it; the first and last letters on its neighbours.
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    const sure = whole.slice(
      before === 0 ? 0 : before + 1,
      utf8.length + before - ((utf8.length + before) % 3) === 0 ? undefined : -1,
    );
    forms.set(`base64 behind ${before}`, Buffer.from(sure));
    forms.set(`base64 of addresses behind ${before}`, Buffer.from(sure.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return forms;
}

/** What was found where: `secret password, hexadecimal, in the log of the server`. In order, each once. */
export function findIn(places: Iterable<Place>, markers: readonly Marker[]): string[] {
  const needles = markers.flatMap((marker) =>
    [...formsOf(marker.text)].map(([form, bytes]) => ({ bytes, found: `${marker.kind} ${marker.name}, ${form}` })),
  );
  const all = new Set<string>();
  for (const { name, bytes } of places) {
    for (const needle of needles) if (bytes.includes(needle.bytes)) all.add(`${needle.found}: ${name}`);
  }
  return [...all].sort();
}
