import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { crcBase62 } from './base62.ts';
import { token } from './token.ts';
import type { Validation } from './validator.ts';

/** What a token ends with, by the rest of it. */
interface Form {
  readonly form: RegExp;
  readonly holds: (match: string) => boolean;
}

/** The part before the last underscore, checked by the part behind it. */
function tailOf(match: string): readonly [base: string, sum: string] {
  const at = match.lastIndexOf('_');
  return [match.slice(0, at), match.slice(at + 1)];
}

const forms: readonly Form[] = [
  // 30 random characters and six of CRC-32: GitHub, npm, NetBird.
  // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  {
    form: /^(?:gh[pousr]|npm|nbp)_[A-Za-z0-9]{36}$/,
    holds: (match) => crcBase62(match.slice(4, -6)) === match.slice(-6),
  },
  // Synapse counts the prefix in: https://github.com/element-hq/synapse/blob/develop/synapse/handlers/auth.py
  {
    form: /^sy[tr]_[A-Za-z0-9+/]{1,80}_[A-Za-z]{20}_[A-Za-z0-9]{6}$/,
    holds: (match) => {
      const [base, sum] = tailOf(match);
      return crcBase62(base) === sum;
    },
  },
  // Matrix Authentication Service writes the lowest digit first, and zeros before all.
  // https://github.com/element-hq/matrix-authentication-service/blob/main/crates/data-model/src/tokens.rs
  {
    form: /^m(?:at|ar|ct|cr)_[A-Za-z0-9]{30}_[A-Za-z0-9]{6}$/,
    holds: (match) => {
      const [base, sum] = tailOf(match);
      const digits = crcBase62(base).replace(/^0{1,6}/, '');
      return Array.from(digits).toReversed().join('').padStart(6, '0') === sum;
    },
  },
];

/** Tokens that end with a CRC-32 of their rest, in base 62. */
export function crcToken(match: string): Validation | undefined {
  const form = forms.find((one) => one.form.test(match));
  if (form === undefined) return undefined;
  const holds = form.holds(match);
  return { normal: match, checked: holds, detail: holds ? 'checksum (CRC-32) holds' : 'checksum does not hold' };
}

const routable = /^(gl[a-z]{2,8}-(?:t\d_)?([A-Za-z0-9_-]{27,300})\.01\.([0-9a-z]{2}))([0-9a-z]{7})$/;

/**
 * A routable token of GitLab: payload, version, length of the payload and CRC-32 of all before it, both in base 36. Older ones have
 * no check. Source: https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/
 */
function gitlabChecked(match: string): boolean | undefined {
  const [, base = '', payload = '', length = '', sum = ''] = routable.exec(match) ?? [];
  if (sum === '') return undefined;
  return Number.parseInt(length, 36) === payload.length && crc32(base).toString(36).padStart(7, '0') === sum;
}

export function gitlabToken(match: string): Validation | undefined {
  const known = token(match);
  const holds = gitlabChecked(match);
  if (known === undefined || holds === undefined) return known;
  if (holds) return { normal: match, checked: true, detail: 'length and checksum (CRC-32) hold' };
  return { normal: match, checked: false, detail: 'checksum does not hold', by: -0.4 };
}

/** Fields of a macaroon in its second binary form: of each its type and where its content begins and ends. */
function* fieldsOf(bytes: Uint8Array): Generator<readonly [type: number, start: number, end: number]> {
  let at = 1;
  while (at < bytes.length) {
    const type = bytes[at++] ?? 0;
    if (type === 0) {
      yield [0, at, at];
      continue;
    }
    // Lengths are LEB128; no token has a field of 16 kB.
    const low = bytes[at++] ?? 0;
    const length = low < 0x80 ? low : (low & 0x7f) + (bytes[at++] ?? 0) * 128;
    yield [type, at, at + length];
    at += length;
  }
}

/**
 * A token of PyPI is a macaroon: version 2, place, identifier, caveats, and a signature of 32 bytes with which it ends.
 * Source: https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt
 */
export function pypiToken(match: string): Validation | undefined {
  const known = token(match);
  if (known === undefined) return undefined;
  const bytes = Buffer.from(match.slice('pypi-'.length), 'base64url');
  const fields = [...fieldsOf(bytes)];
  const [type, start, end] = fields.at(-1) ?? [0, 0, 0];
  const whole = bytes[0] === 2 && type === 6 && end - start === 32 && end === bytes.length && fields.length > 3;
  return whole ? { normal: match, checked: true, detail: 'a whole macaroon with its signature' } : known;
}
