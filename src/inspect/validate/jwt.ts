import { Buffer } from 'node:buffer';
import type { Validation } from './validator.ts';

function objectIn(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Issuers by name: what a token says of itself may name a customer or a person, and is told to nobody. */
const issuers: readonly (readonly [form: RegExp, name: string])[] = [
  [/^https:\/\/accounts\.google\.com$|^accounts\.google\.com$/, 'Google'],
  [/^https:\/\/securetoken\.google\.com\//, 'Firebase'],
  [/^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.(?:com|us))\//, 'Microsoft Entra'],
  [/^https:\/\/cognito-idp\.[a-z0-9-]{4,20}\.amazonaws\.com\//, 'Amazon Cognito'],
  [/^https:\/\/appleid\.apple\.com$/, 'Apple'],
  [/^https:\/\/token\.actions\.githubusercontent\.com/, 'GitHub Actions'],
  [/^https:\/\/gitlab\.com$/, 'GitLab'],
  [/^https:\/\/[a-z0-9-]{1,60}(?:\.[a-z]{2})?\.auth0\.com\/$/, 'Auth0'],
  [/^https:\/\/[a-z0-9-]{1,60}\.okta(?:preview)?\.com(?:\/|$)/, 'Okta'],
  [/^https:\/\/[a-z0-9.-]{1,100}\/(?:auth\/)?realms\//, 'Keycloak'],
  [/^(?:supabase$|https:\/\/[a-z0-9]{1,40}\.supabase\.co\/)/, 'Supabase'],
  [/^(?:kubernetes\/serviceaccount$|https:\/\/kubernetes\.default\.svc)/, 'Kubernetes'],
];

function issuerOf(claims: Record<string, unknown> | undefined): string | undefined {
  const issuer = claims?.['iss'];
  if (typeof issuer !== 'string') return undefined;
  const name = issuers.find(([form]) => form.test(issuer))?.[1];
  return name === undefined ? undefined : `issued by ${name}`;
}

/** Days from 2000 to 2100; without a clock nothing is said about whether the day has come. */
function expiryOf(claims: Record<string, unknown> | undefined): string | undefined {
  const seconds = claims?.['exp'];
  if (typeof seconds !== 'number' || !(seconds >= 946_684_800 && seconds < 4_102_444_800)) return undefined;
  return `expires ${new Date(seconds * 1000).toISOString().slice(0, 10)}`;
}

/** JSON Web Token in compact form (RFC 7519, RFC 7515 §3.1): header and payload decode to JSON, the header has `alg`. */
export function jwt(match: string): Validation | undefined {
  const [header = '', payload = '', signature = ''] = match.split('.');
  const head = objectIn(header);
  if (typeof head?.['alg'] !== 'string') return undefined;
  // Encrypted tokens (RFC 7516) have a second part that is no JSON.
  const claims = objectIn(payload);
  if (typeof head['enc'] !== 'string' && claims === undefined) return undefined;
  const said = [issuerOf(claims), expiryOf(claims)].filter((part) => part !== undefined);
  if (signature === '')
    return {
      normal: match,
      checked: true,
      detail: ['header is JSON with alg, unsigned', ...said].join(', '),
      by: -0.2,
    };
  return { normal: match, checked: true, detail: ['header is JSON with alg', ...said].join(', ') };
}
