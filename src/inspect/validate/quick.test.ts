import * as fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { issuerRanges, schemeOf } from './card-issuers.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { email } from './email.ts';
import { luhnHolds } from './luhn.ts';
import { paymentCard } from './payment-card.ts';
import { planCountry } from './phone-plans.ts';
import { phone } from './phone.ts';
import { postalAddress } from './postal-address.ts';

/** Validators go through common values character by character. Here is what they say as patterns, for any value. */
const texts = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), maxLength });

function sameFor(values: fc.Arbitrary<string>, quick: (value: string) => unknown, plain: (value: string) => unknown) {
  fc.assert(
    fc.property(values, (value) => {
      expect(quick(value)).toEqual(plain(value));
    }),
    { numRuns: 10_000 },
  );
}

describe('what one pass says is what the patterns say', () => {
  const atom = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
  it('of the local part and the case of an address', () => {
    const domains = fc.constantFrom(
      'kontor.de',
      'Kontor.DE',
      'mail.example.org',
      'bücher.eu',
      'kontor',
      'a.png',
      '-a.de',
    );
    const endings = /^(?:kontor\.de|mail\.example\.org|bücher\.eu)$/i;
    sameFor(
      fc
        .tuple(fc.oneof(texts('abzAZ09.!#+/_~-', 70), texts('a.éßİ \0@"(', 6)), domains)
        .map((parts) => parts.join('@')),
      (value) => email(value)?.normal,
      (value) => {
        const at = value.lastIndexOf('@');
        const [name, domain] = [value.slice(0, at), value.slice(at + 1)];
        if (name.length > 64 || !atom.test(name) || !endings.test(domain)) return undefined;
        return `${name.toLowerCase()}@${domain.toLowerCase()}`;
      },
    );
  });

  it('of domains that share a place or come again', () => {
    const label = texts('ab-', 4);
    const written = fc.tuple(label, label, fc.constantFrom('de', 'io', 'js', 'd1', 'x')).map((all) => all.join('.'));
    sameFor(
      written,
      (domain) => email(`a@${domain}`)?.normal,
      (domain) => (/^(?:[a-z](?:[a-z-]*[a-z])?\.){2}(?:de|io)$/.test(domain) ? `a@${domain}` : undefined),
    );
  });

  it('of the digits and the issuer of a card', () => {
    const prefixes = fc.constantFrom(...issuerRanges.flatMap(({ from, to }) => [from, to, `${Number(to) + 1}`]));
    const card = fc
      .tuple(prefixes, texts('0123456789', 16), texts(' .-x\u00a0', 1), fc.nat(19))
      .map(([a, b, c, at]) => {
        const digits = `${a}${b}`;
        const check = Array.from('0123456789').find((digit) => luhnHolds(digits + digit)) ?? '';
        return `${digits}${check}`.slice(0, at) + c + `${digits}${check}`.slice(at);
      });
    sameFor(
      card,
      (value) => paymentCard(value)?.normal,
      (value) => {
        const digits = value.replace(/[ .\u00a0-]/g, '');
        const known = /^\d{12,19}$/.test(digits) && !/^(\d)\1+$/.test(digits) && issuerOf(digits) !== undefined;
        const unchecked = digits.startsWith('62') || /^50(?:6099|61|786[5-9]|78[7-9]|79[0-5]|796[0-4])/.test(digits);
        return known && (unchecked || luhnHolds(digits)) ? digits : undefined;
      },
    );
    sameFor(texts('0123456789', 19), schemeOf, issuerOf);
  });

  it('of a number in international form', () => {
    const digits = texts('0123456789', 12);
    const written = fc.oneof(
      fc
        .tuple(fc.constantFrom('+49', '+39', '+1', '+44', '0049', '0', '(+33)', '++', ' +34'), digits)
        .map((a) => a.join('')),
      texts('+0149 ()-x', 16),
    );
    sameFor(written, (value) => phone(value)?.normal, e164Of);
  });

  it('of an address', () => {
    const written = fc.oneof(texts("aZéß×ªµ 19,.-/#'", 14), texts('a1 \t\u00a0@|:/<ü王', 10), texts('a1 ', 260));
    sameFor(written, (value) => postalAddress(value), addressOf);
  });

  it('of a day', () => {
    sameFor(
      fc.tuple(fc.integer({ min: 1890, max: 2040 }), fc.nat(14), fc.nat(33)).map(([y, m, d]) => {
        return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
      }),
      (value) => dateOfBirth(value)?.normal,
      isoDay,
    );
  });
});

function issuerOf(digits: string): string | undefined {
  return issuerRanges.find(({ from, to, lengths }) => {
    const prefix = digits.slice(0, from.length);
    return prefix >= from && prefix <= to && lengths.includes(digits.length);
  })?.scheme;
}

function e164Of(text: string): string | undefined {
  const digits = text.replace(/[a-z].*$/is, '').replace(/\D/g, '');
  const signed = /^\s*\(?\+/.test(text);
  const number = signed ? digits : digits.slice(2);
  if ((!signed && !digits.startsWith('00')) || number.length < 7 || number.length > 15) return undefined;
  const dialled = signed && text.includes('(0)') ? number.replace(/^(\d{1,3}?)0(?=\d{6})/, '$1') : number;
  const e164 = `+${dialled}`;
  if (/^\+(\d)\1+$/.test(e164)) return undefined;
  if (planCountry(e164) !== undefined) return e164;
  const parsed = parsePhoneNumberFromString(e164);
  return parsed?.isValid() === true ? parsed.number : e164;
}

function addressOf(text: string) {
  const address = text.trim().replace(/\s+/g, ' ');
  if (address.length < 4 || address.length > 250) return undefined;
  if (/[@{}<>=|]|:\/\/|^\d+(?:[.,]\d+)?$/.test(address) || !/(?:\p{L}.*){3}/u.test(address)) return undefined;
  const numbered = /\d/.test(address);
  if (!numbered && !/^\p{L}[\p{L}\p{M}'’.,ªº/\- ]*$/u.test(address)) return undefined;
  return { normal: address, checked: false, detail: numbered ? 'words and a number' : 'words' };
}

/** By the calendar of the engine. */
function isoDay(text: string): string | undefined {
  const day = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  return exists && text >= '1900' && text < '2036' ? text : undefined;
}
