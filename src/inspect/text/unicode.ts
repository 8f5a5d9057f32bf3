import { isUtf8 } from 'node:buffer';

/**
 * Sequences of several bytes that are valid UTF-8, and bytes that are not (RFC 3629: no overlong forms, surrogates or
 * points above U+10FFFF). A sequence that the end of the bytes cuts is neither.
 */
export function surveyUtf8(bytes: Uint8Array): { readonly valid: number; readonly invalid: number } {
  const whole = isUtf8(bytes);
  let valid = 0;
  let invalid = 0;
  let index = 0;
  while (index < bytes.length) {
    const lead = bytes[index] as number;
    if (lead < 0x80) {
      index += 1;
      continue;
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (length === 0) {
      invalid += 1;
      index += 1;
      continue;
    }
    const second = bytes[index + 1];
    let ok = second === undefined || secondFits(lead, second);
    let at = 2;
    for (; ok && at < length && index + at < bytes.length; at += 1)
      ok = ((bytes[index + at] as number) & 0xc0) === 0x80;
    if (!ok) {
      invalid += 1;
      index += 1;
    } else {
      if (index + length <= bytes.length) valid += 1;
      index += length;
    }
    if (whole && valid > 16) break;
  }
  return { valid, invalid };
}

function secondFits(lead: number, second: number): boolean {
  if ((second & 0xc0) !== 0x80) return false;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  if (lead === 0xf4) return second < 0x90;
  return true;
}

const oddUnit = /[\x01-\x07\x0e-\x19\x7f-\x9f\uE000-\uF8FF\uFFF0-\uFFFF]|\p{Cn}/gu;
const everydayUnit = /[\t\n\r -~]|[\u3001\u3002]/g;

/**
 * UTF-16 without a byte order mark: spaces, digits and line ends put NUL on one side of the pairs only, and the text
 * read that way has next to no controls, private or unassigned characters. Undefined for anything else.
 */
export function detectUtf16(
  bytes: Uint8Array,
): { readonly encoding: 'utf-16le' | 'utf-16be'; readonly certainty: number } | undefined {
  const pairs = Math.min(bytes.length, 16_384) >> 1;
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const [more, fewer] = odd > even ? [odd, even] : [even, odd];
  if (more < 1 + pairs / 100 || fewer > more / 2) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, pairs * 2));
  const strange = text.match(oddUnit)?.length ?? 0;
  const everyday = text.match(everydayUnit)?.length ?? 0;
  if (strange > 1 + pairs / 100 || everyday < pairs / 50) return undefined;
  return { encoding, certainty: more > pairs / 2 ? 0.95 : 0.7 };
}
