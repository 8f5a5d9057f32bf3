import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Concept, concepts, type Fact } from '../contract.ts';
import { personLabel } from './person-label.ts';

const facts = (values: Partial<Record<Concept, string>>): Fact[] =>
  Object.entries(values).map(([concept, value]) => ({ concept: concept as Concept, value }));

describe('the name of a record', () => {
  test.each([
    [{ 'given-name': 'Anna', 'family-name': 'Schmidt' }, 'Anna Schmidt', 'A••• S•••'],
    [{ 'person-name': 'Schmidt, Anna' }, 'Anna Schmidt', 'A••• S•••'],
    [{ 'person-name': 'Roche', 'given-name': 'Sophie' }, 'Sophie Roche', 'S••• R•••'],
    [{ 'person-name': 'Roche', 'family-name': 'Roche' }, 'Roche', 'R•••'],
    [{ email: 'anna@mail.example' }, '', ''],
  ])('%o', (stated, revealed, masked) => {
    expect(personLabel(facts(stated), 'revealed').name).toBe(revealed);
    expect(personLabel(facts(stated), 'masked').name).toBe(masked);
  });

  test('says more in full than with an initial, and more with an initial than alone', () => {
    const ranks = ['Anna Schmidt', 'A. Schmidt', 'Schmidt', ''].map(
      (name) => personLabel(facts({ 'person-name': name }), 'masked').nameRank,
    );
    expect(ranks).toEqual([3, 2, 1, 0]);
  });
});

test('the contact is the e-mail, else the phone, else another identifier', () => {
  const contact = (values: Partial<Record<Concept, string>>) => personLabel(facts(values), 'revealed').contact;
  expect(contact({ iban: 'DE00', phone: '+4930123', email: 'anna@mail.example' })).toBe('anna@mail.example');
  expect(contact({ iban: 'DE00', phone: '+4930123' })).toBe('+4930123');
  expect(contact({ 'local-id': 'K-1', iban: 'DE00' })).toBe('DE00');
  expect(contact({ 'local-id': 'K-1' })).toBe('K-1');
  expect(contact({ email: 'info@firm.example', phone: '+4930123' })).toBe('+4930123');
});

test('no value of eight characters or more survives masking, and none is longer than 120', () => {
  const words = fc.stringMatching(/^[a-z]{8,300}$/u);
  const some = fc.array(fc.record({ concept: fc.constantFrom(...concepts), value: words }), { maxLength: 6 });
  fc.assert(
    fc.property(some, (stated) => {
      const { name, contact } = personLabel(stated, 'masked');
      for (const { value } of stated) expect(`${name} ${contact}`).not.toContain(value);
      const open = personLabel(stated, 'revealed');
      expect(Math.max(open.name.length, open.contact.length)).toBeLessThanOrEqual(120);
    }),
  );
});
