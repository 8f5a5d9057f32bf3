import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Element, elements } from '../contract.ts';
import { redact } from './redact.ts';

test.each<[Element, string, string]>([
  ['email', 'ana.kovac@kontor-blau.de', 'an•••@k•••.de'],
  ['email', 'jo@x.example', '•••@•••.example'],
  ['phone', '+49 30 901834', '+49 ••• ••34'],
  ['phone', '00353 1 555 0187', '+353 ••• ••87'],
  ['phone', '(415) 555-0132', '••• ••32'],
  ['payment-card', '4111 1111 1111 1111', '4••• •••• •••• 1111'],
  ['payment-card', '378282246310005', '3••• •••• •••• 0005'],
  ['iban', 'DE89 3704 0044 0532 0130 00', 'DE•• •••• ••00'],
  ['person-name', 'Ana Maria Kovač', 'A••• K•••'],
  ['person-name', '王小明', '王•••'],
  ['date-of-birth', '03.04.1984', '198•-••-••'],
  ['date-of-birth', '3 Mar 84', '••••-••-••'],
  ['postal-address', 'Lindenweg 7, 10115 Berlin', 'L•••'],
  ['ip-address', '84.201.9.77', '84.•••.•••.•••'],
  ['ip-address', '2a02:8108:8ac0::1', '2a02:•••'],
  ['social-security-id', '2 55 08 14 168 025 38', '••••••••38'],
  ['tax-id', 'RSSMRA85T10A562S', '••••••••2S'],
  ['password', 'Quarz-42!', '••• (8 to 15 characters)'],
  ['password-hash', '$2b$12$kU6Lul9ntWrcFxMrK6', '$2b$•••'],
  ['private-key', '-----BEGIN EC PRIVATE KEY-----\nMHcq', '-----BEGIN EC PRIVATE KEY-----•••'],
  ['access-token', `${['gh', 'p_'].join('')}nB79a0o6NXO64Jd8AfHQqWy8beUdeg15z1yf`, 'ghp_•••'],
  ['access-token', '2a6ced73860a088b03ffa23fd6e081fe', '•••'],
  ['confidentiality-mark', 'TLP:AMBER+STRICT', 'TLP:AMBER+STRICT'],
  ['confidentiality-mark', 'Project Blue Only', '•••'],
  ['card-security', '737', '•••'],
])('%s is masked', (element, value, masked) => {
  expect(redact(element, value)).toBe(masked);
});

/** The most characters of a value that its mask may show. */
const shown: Record<Element, number> = {
  'person-name': 2,
  'date-of-birth': 3,
  'postal-address': 1,
  email: 28,
  phone: 5,
  'ip-address': 4,
  'payment-card': 5,
  iban: 4,
  'national-id': 2,
  'tax-id': 2,
  'social-security-id': 2,
  'health-id': 2,
  passport: 2,
  'driving-licence': 2,
  password: 0,
  'password-hash': 17,
  'private-key': 48,
  'access-token': 12,
  health: 0,
  religion: 0,
  'trade-union': 0,
  'ethnic-origin': 0,
  'political-opinion': 0,
  'sex-life': 0,
  'genetic-biometric': 0,
  'criminal-offence': 0,
  'card-security': 0,
  'bank-account': 2,
  'crypto-wallet': 2,
  'confidentiality-mark': 0,
  'network-detail': 0,
};

/** Characters of our private use area: none of them occurs in a mask unless it was taken from the value. */
const marked = fc.string({
  unit: fc.integer({ min: 0xe000, max: 0xe0ff }).map((code) => String.fromCharCode(code)),
  maxLength: 300,
});
const lifelike = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.tuple(fc.string(), fc.domain()).map(([name, domain]) => `${name}@${domain}`),
  fc.stringMatching(/^\+?[0-9 ()-]{5,40}$/),
);

test.each([...elements])('%s: no value shows more than it may, nor its length', (element) => {
  fc.assert(
    fc.property(fc.oneof(marked, lifelike), (value) => {
      const masked = redact(element, value);
      const own = element === 'password' ? 0 : Array.from(masked.replace(/[•\s@.+:-]/g, '')).length;
      expect(own).toBeLessThanOrEqual(shown[element]);
      expect(masked).toContain('•');
      expect(masked.length).toBeLessThanOrEqual(56);
    }),
    { numRuns: 300 },
  );
});

test('of a password nothing is shown, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
      expect(redact('password', value)).toMatch(/^••• \((?:under 8|8 to 15|16 or more) characters\)$/);
    }),
  );
});
