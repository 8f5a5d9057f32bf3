import type { Validation } from './validator.ts';

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Business identifier code (ISO 9362): party, country of ISO 3166 or Kosovo, location, branch. There is no check digit. */
export function bic(match: string): Validation | undefined {
  const code = match.replace(/[ -]/g, '').toUpperCase();
  if (!/^[A-Z][A-Z\d]{3}[A-Z]{2}[A-Z2-9][A-NP-Z\d](?:[A-Z\d]{3})?$/.test(code)) return undefined;
  const country = code.slice(4, 6);
  if (regions.of(country) === undefined || /^(?:ZZ|X[AB]|EU|EZ|UN)$/.test(country)) return undefined;
  return { normal: code.length === 8 ? `${code}XXX` : code, checked: false, detail: 'its country is known', country };
}
