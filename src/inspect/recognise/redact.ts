import type { Element } from '../contract.ts';

const mask = '•••';

/** Calling codes of one and two digits (ITU-T E.164); all others have three. */
const callingCode = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** Prefixes that an issuer puts on every token of a kind: public, and enough to know where to revoke it. */
const tokenPrefix =
  /^(?:gh[pousr]_|github_pat_|gl(?:pat|dt|rtr?|ptt|cbt|ft|ffct|imt|agent|soat|oas)-|gl(?:sa|c)_|xox[abeprs]-|xapp-|[srp]k_(?:live|test)_|whsec_|AKIA|ASIA|ABIA|ACCA|AIza|GOCSPX-|ya29\.|npm_|pypi-|SG\.|key-|dop_v1_|doo_v1_|dor_v1_|shp(?:at|ca|pa|ss)_|EAAA|sq0(?:atp|csp)-|sk-(?:ant-|proj-)?|hf_|api_org_|dapi|lin_(?:api|oauth)_|dp\.(?:pt|st|ct|sa|said|scim|audit)\.|AT[AC]TT3|ATBB|ntn_|PMAK-|pul-|fig[dor]_|NR(?:AK|II|RA|SP|AA|JS)-|dckr_(?:pat|oat)_|sntry[su]_|x(?:keysib|smtpsib)-|rubygems_|pscale_(?:tkn|oauth|pw)_|pplx-|gsk_|xai-|sbp_|sb_secret_|AKCp|sq[upa]_|LTAI|nf[poucb]_|hv[sbr]\.|SK|AC|eyJ)/;

const keyHeader = /^-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY(?: BLOCK)?-----/;
const hashScheme =
  /^(?:\$[a-z0-9-]{1,14}\$|\{[A-Z0-9-]{2,12}\}|(?:pbkdf2|scrypt|argon2|bcrypt)[a-z0-9_]{0,12}(?=[$:]))/i;

const digitsOf = (value: string): string => value.replace(/\D/g, '');
const first = (text: string, count: number): string => Array.from(text).slice(0, count).join('');

function email(value: string): string {
  const at = value.lastIndexOf('@');
  const dot = value.lastIndexOf('.');
  if (at < 1) return mask;
  const shown = at >= 6 ? 2 : at >= 3 ? 1 : 0;
  const ending = dot > at + 1 ? value.slice(dot) : '';
  const host = dot > at + 2 ? first(value.slice(at + 1), 1) : '';
  return `${first(value, shown)}${mask}@${host}${mask}${/^\.[\p{L}\p{N}-]{2,24}$/u.test(ending) ? ending : ''}`;
}

function phone(value: string): string {
  const digits = digitsOf(value);
  const trimmed = value.trim();
  const international = trimmed.startsWith('+') || trimmed.startsWith('00') ? digits.replace(/^00/, '') : '';
  const code = international === '' ? '' : (callingCode.exec(international)?.[0] ?? international.slice(0, 3));
  const end = digits.length - code.length >= 7 ? digits.slice(-2) : '••';
  return `${code === '' ? '' : `+${code} `}${mask} ••${end}`;
}

function card(value: string): string {
  const digits = digitsOf(value);
  return digits.length < 12 ? '•••• •••• •••• ••••' : `${digits.slice(0, 1)}••• •••• •••• ${digits.slice(-4)}`;
}

function iban(value: string): string {
  const compact = value.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  return compact.length < 15 ? mask : `${compact.slice(0, 2)}•• •••• ••${compact.slice(-2)}`;
}

function words(value: string): string {
  const all = value
    .trim()
    .split(/[\s,;]+/)
    .filter((word) => Array.from(word).length > 1);
  const ends = all.length > 1 ? [all[0] ?? '', all.at(-1) ?? ''] : all;
  return ends.length === 0 ? mask : ends.map((word) => `${first(word, 1)}${mask}`).join(' ');
}

function birthDate(value: string): string {
  const year = /(?<!\d)(1[89]\d{2}|20\d{2})(?!\d)/.exec(value)?.[1] ?? /^(1[89]\d{2}|20\d{2})\d{4}$/.exec(value)?.[1];
  return `${year === undefined ? '••••' : `${year.slice(0, 3)}•`}-••-••`;
}

function internetAddress(value: string): string {
  if (value.includes(':')) return `${/^[0-9a-f]{2,4}(?=:)/i.exec(value)?.[0] ?? ''}:${mask}`;
  return `${/^\d{1,3}(?=\.)/.exec(value)?.[0] ?? mask}.${mask}.${mask}.${mask}`;
}

/** Identifiers begin with birth dates, names and places: only two characters of the end are shown. */
function identifier(value: string): string {
  const compact = value.replace(/[^\p{L}\p{N}]/gu, '');
  return compact.length < 8 ? '••••••••' : `••••••••${compact.slice(-2)}`;
}

function password(value: string): string {
  const { length } = value;
  return `${mask} (${length < 8 ? 'under 8' : length < 16 ? '8 to 15' : '16 or more'} characters)`;
}

/** The first letter of a diagnosis or a creed may be enough to guess it. */
const unsaid = (): string => mask;

const masks: Readonly<Record<Element, (value: string) => string>> = {
  'person-name': words,
  'date-of-birth': birthDate,
  'postal-address': (value) => `${first(value.trim(), 1)}${mask}`,
  email,
  phone,
  'ip-address': internetAddress,
  'payment-card': card,
  iban,
  'national-id': identifier,
  'tax-id': identifier,
  'social-security-id': identifier,
  'health-id': identifier,
  passport: identifier,
  'driving-licence': identifier,
  password,
  'password-hash': (value) => `${hashScheme.exec(value)?.[0] ?? ''}${mask}`,
  'private-key': (value) => `${keyHeader.exec(value)?.[0] ?? ''}${mask}`,
  'access-token': (value) => `${tokenPrefix.exec(value)?.[0] ?? ''}${mask}`,
  health: unsaid,
  religion: unsaid,
  'trade-union': unsaid,
  'ethnic-origin': unsaid,
  'political-opinion': unsaid,
  'sex-life': unsaid,
  'genetic-biometric': unsaid,
  'criminal-offence': unsaid,
  'card-security': () => mask,
  'bank-account': identifier,
  'crypto-wallet': identifier,
  'confidentiality-mark': (value) => /^TLP:[A-Z]{3,5}(?:\+STRICT)?$/.exec(value)?.[0] ?? mask,
  'network-detail': () => mask,
};

/**
 * The value masked so that nobody reads the person or uses the secret: enough is left to tell two findings apart at a
 * glance. Masks have a fixed width, so the length of the value stays hidden too. Total: any string has a mask.
 */
export function redact(element: Element, value: string): string {
  return masks[element](value);
}
