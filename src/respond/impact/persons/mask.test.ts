import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskContact, maskName } from './mask.ts';

test.each([
  ['Erika Mustermann', 'E••• M•••'],
  ['  Ole   Neu ', 'O••• N•••'],
  ['👩‍🔬 Ada', '👩‍🔬••• A•••'],
  ['', ''],
])('the name %j is shown as %j', (name, masked) => expect(maskName(name)).toBe(masked));

test.each([
  ['anna@kanzlei.de', 'an•••@k•••.de'],
  ['al@b.example', 'a•••@b•••.example'],
  ['+49 30 901820', '+4•••20'],
  ['DE89370400440532013000', 'DE•••00'],
  ['short', 'sh•••'],
  ['', ''],
])('the contact %j is shown as %j', (contact, masked) => expect(maskContact(contact)).toBe(masked));

test('no more than four characters of what stands before the last dot are shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abcdefgh@.- '), minLength: 5, maxLength: 60 }), (contact) => {
      const shown = maskContact(contact);
      const end = contact.lastIndexOf('@') < 1 ? '' : contact.slice(contact.lastIndexOf('.'));
      expect(shown.replaceAll('•', '').length).toBeLessThanOrEqual(4 + end.length);
    }),
  );
});
