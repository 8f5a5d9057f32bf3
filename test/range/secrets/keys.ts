import type { Random } from '../random.ts';

/** DER: tag, length, content. */
function der(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Uint8Array.from(head), content]);
}

/** A positive odd number of so many bytes. It is random: no such key works. */
function integer(random: Random, bytes: number): Uint8Array {
  const value = random.bytes(bytes);
  value[0] = (value[0] ?? 0) | 0x80;
  value[bytes - 1] = (value[bytes - 1] ?? 0) | 1;
  return der(2, Buffer.concat([Uint8Array.of(0), value]));
}

function rsa(random: Random): Uint8Array {
  const half = [64, 64, 64, 64, 64].map((size) => integer(random, size));
  return der(
    0x30,
    Buffer.concat([
      der(2, Uint8Array.of(0)),
      integer(random, 128),
      der(2, Uint8Array.of(1, 0, 1)),
      integer(random, 128),
      ...half,
    ]),
  );
}

function pkcs8(random: Random): Uint8Array {
  const algorithm = der(
    0x30,
    Buffer.concat([der(6, Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1)), der(5, Uint8Array.of())]),
  );
  return der(0x30, Buffer.concat([der(2, Uint8Array.of(0)), algorithm, der(4, rsa(random))]));
}

function ec(random: Random): Uint8Array {
  const curve = der(0xa0, der(6, Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7)));
  const point = der(0xa1, der(3, Buffer.concat([Uint8Array.of(0, 4), random.bytes(64)])));
  return der(0x30, Buffer.concat([der(2, Uint8Array.of(1)), der(4, random.bytes(32)), curve, point]));
}

function openssh(random: Random): Uint8Array {
  const text = (value: string | Uint8Array) => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const type = 'ssh-ed25519';
  const point = random.bytes(32);
  const check = random.bytes(4);
  const inner = Buffer.concat([
    check,
    check,
    text(type),
    text(point),
    text(Buffer.concat([random.bytes(32), point])),
    text('deploy'),
    Uint8Array.of(1, 2, 3, 4),
  ]);
  return Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    Uint8Array.of(0, 0, 0, 1),
    text(Buffer.concat([text(type), text(point)])),
    text(inner),
  ]);
}

function armour(label: string, bytes: Uint8Array): string {
  const body = Buffer.from(bytes)
    .toString('base64')
    .replaceAll(/(.{64})(?=.)/g, '$1\n');
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
}

/** A private key in PEM, whole. It has the structure of one and fits no public key. */
export function privateKey(random: Random): string {
  const secret = ['PRIVATE', 'KEY'].join(' ');
  return random.pick([
    () => armour(`RSA ${secret}`, rsa(random)),
    () => armour(secret, pkcs8(random)),
    () => armour(`EC ${secret}`, ec(random)),
    () => armour(`OPENSSH ${secret}`, openssh(random)),
  ])();
}

/** What stands beside private keys and is public: certificates and public keys. */
export function publicBlock(random: Random): string {
  return armour(random.pick(['CERTIFICATE', 'PUBLIC KEY', 'CERTIFICATE REQUEST']), random.bytes(random.int(290, 700)));
}
