import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Random } from '../random.ts';

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const digits = '0123456789';
const letters = digits + upper + lower;
const base64 = `${upper}${lower}${digits}+/`;
const urlSafe = `${upper}${lower}${digits}-_`;

/** 32 bits in base 62, as the token formats with a checksum end. */
function base62(value: number): string {
  let out = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) out = (letters[rest % 62] ?? '') + out;
  return out.padStart(6, '0');
}

/** Prefix, 30 random letters and their CRC-32: GitHub since 2021, npm likewise. */
function checked(prefix: string, random: Random): string {
  const body = random.chars(letters, 30);
  return prefix + body + base62(crc32(body));
}

function jwt(random: Random): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issued = random.int(1_500_000_000, 1_760_000_000);
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: random.digits(8), iat: issued, exp: issued + 3600, scope: random.pick(['read', 'admin', 'orders']) })}`;
  return `${body}.${createHmac('sha256', random.bytes(32)).update(body).digest('base64url')}`;
}

/** Prefixes are put together here, so that no scanner takes this file for a leak. */
const joined = (...parts: string[]) => parts.join('');

/** Service tokens in the formats that their issuers document. */
export const tokenMakers: Readonly<Record<string, (random: Random) => string>> = {
  'aws-access-key': (random) => joined('AK', 'IA') + random.chars(`${upper}234567`, 16),
  'github-personal': (random) => checked(joined('gh', 'p_'), random),
  'github-app': (random) => checked(joined('gh', 's_'), random),
  'gitlab-personal': (random) => joined('gl', 'pat-') + random.chars(urlSafe, 20),
  'slack-bot': (random) =>
    `${joined('xo', 'xb-')}${random.digits(12)}-${random.digits(12)}-${random.chars(letters, 24)}`,
  'slack-webhook': (random) =>
    `${joined('https://hooks.', 'slack.com/services/')}T${random.chars(digits + upper, 8)}/B${random.chars(digits + upper, 10)}/${random.chars(letters, 24)}`,
  'stripe-live': (random) => joined('sk', '_live_') + random.chars(letters, random.pick([24, 99])),
  'google-api': (random) => joined('AI', 'za') + random.chars(urlSafe.replace('-', ''), 35),
  sendgrid: (random) => `${joined('S', 'G.')}${random.chars(letters, 22)}.${random.chars(letters, 43)}`,
  mailgun: (random) => joined('key', '-') + random.hex(32),
  npm: (random) => checked(joined('np', 'm_'), random),
  pypi: (random) => joined('py', 'pi-AgEIcHlwaS5vcmc') + random.chars(urlSafe, 150),
  digitalocean: (random) => joined('do', 'p_v1_') + random.hex(64),
  huggingface: (random) => joined('h', 'f_') + random.chars(upper + lower, 34),
  openai: (random) =>
    `${joined('sk', '-proj-')}${random.chars(urlSafe, 74)}${joined('T3Blbk', 'FJ')}${random.chars(urlSafe, 74)}`,
  shopify: (random) => joined('shp', 'at_') + random.hex(32),
  square: (random) => joined('sq0', 'atp-') + random.chars(urlSafe, 22),
  telegram: (random) =>
    `${random.pick(['5', '6', '7'])}${random.digits(9)}:${joined('A', 'A')}${random.chars(urlSafe, 33)}`,
  databricks: (random) => joined('da', 'pi') + random.hex(32),
  vault: (random) => joined('hv', 's.') + random.chars(letters, 24),
  grafana: (random) => `${joined('gl', 'sa_')}${random.chars(letters, 32)}_${random.hex(8)}`,
  doppler: (random) => joined('dp', '.pt.') + random.chars(letters, 43),
  linear: (random) => joined('lin', '_api_') + random.chars(letters, 40),
  jwt,
};

/** The secret half of an AWS key pair: 40 letters that only their label tells apart. */
export function awsSecret(random: Random): string {
  return random.chars(base64, 40);
}

export function azureConnection(random: Random): { before: string; key: string; after: string } {
  const key = `${random.chars(base64, 86)}==`;
  return {
    before: `DefaultEndpointsProtocol=https;AccountName=${random.chars(lower, 9)};${joined('Account', 'Key=')}`,
    key,
    after: ';EndpointSuffix=core.windows.net',
  };
}
