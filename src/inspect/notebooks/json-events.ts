import { fail } from '#platform/errors';

/** Deeper nesting is no notebook but an attack. */
const deepest = 1000;

/** What stands in a JSON text, in order. Texts come in pieces, of which the last is marked; keys come whole. */
export type JsonEvent =
  | { readonly kind: 'open'; readonly isObject: boolean }
  | { readonly kind: 'close'; readonly isObject: boolean }
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly last: boolean }
  | { readonly kind: 'value'; readonly text: string };

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** Characters of a key that are kept. */
const longestKey = 1000;
const longestWord = 400;

/**
 * Takes JSON (RFC 8259) apart without holding any of it: a text of any length comes in pieces as the portions do. Throws
 * `damaged`, `limit-depth`.
 */
export async function* jsonEvents(portions: AsyncIterable<string>): AsyncGenerator<JsonEvent> {
  const open: boolean[] = [];
  /** An object waits for a key, else a value is next. */
  let isKeyNext = false;
  let inText = false;
  let key = '';
  let word = '';
  let rest = '';
  for await (const portion of portions) {
    const text = rest + portion;
    rest = '';
    let at = 0;
    while (at < text.length) {
      if (inText) {
        const end = textEnd(text, at);
        // An escape that is cut off is looked at with what follows.
        const whole = end.at < text.length ? end.at : end.safe;
        const piece = unescaped(text.slice(at, whole));
        const last = end.at < text.length;
        if (isKeyNext) key = (key + piece).slice(0, longestKey);
        else if (piece !== '' || last) yield { kind: 'text', text: piece, last };
        if (!last) {
          rest = text.slice(whole);
          break;
        }
        inText = false;
        at = end.at + 1;
        if (isKeyNext) {
          yield { kind: 'key', text: key };
          isKeyNext = false;
        }
        continue;
      }
      const character = text.charAt(at);
      const isWord = /[\w+.-]/.test(character);
      if (!isWord && word !== '') {
        yield { kind: 'value', text: word };
        word = '';
      }
      at += 1;
      if (isWord) {
        word += character;
        if (word.length > longestWord || open.length === 0) fail('damaged', 'JSON');
      } else if (character === '"') {
        if (open.length === 0) fail('damaged', 'JSON');
        inText = true;
        key = '';
      } else if (character === '{' || character === '[') {
        open.push(character === '{');
        if (open.length > deepest) fail('limit-depth', 'JSON');
        isKeyNext = character === '{';
        yield { kind: 'open', isObject: character === '{' };
      } else if (character === '}' || character === ']') {
        if (open.pop() !== (character === '}')) fail('damaged', 'JSON');
        isKeyNext = false;
        yield { kind: 'close', isObject: character === '}' };
      } else if (character === ',') isKeyNext = open.at(-1) === true;
      else if (!/[\s:\uFEFF]/.test(character)) fail('damaged', 'JSON');
    }
  }
  if (open.length > 0 || inText || rest !== '') fail('damaged', 'JSON');
}

/** Where the quote stands that ends a text, or the end of what is there; and up to where no escape is cut off. */
function textEnd(text: string, from: number): { readonly at: number; readonly safe: number } {
  let at = from;
  let safe = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { at, safe: at };
    if (code === 0x5c) at += text.charAt(at + 1) === 'u' ? 6 : 2;
    else at += 1;
    if (at <= text.length) safe = at;
  }
  return { at: text.length, safe };
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_, code: string | undefined, simple: string | undefined) =>
    code === undefined ? (escapes[simple ?? ''] ?? simple ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
