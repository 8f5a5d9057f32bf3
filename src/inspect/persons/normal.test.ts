import { describe, expect, test } from 'vitest';
import { home, isRoleMailbox, mailbox, nameParts, subscriberNumber } from './normal.ts';
import type { WrittenName } from './normal.ts';

const texts = (name: WrittenName): string[] =>
  nameParts(name)
    .map(({ text }) => text)
    .sort();

describe('names that are one', () => {
  test.each<readonly [WrittenName, WrittenName]>([
    [{ whole: 'Anna Schmidt' }, { whole: 'Schmidt, Anna' }],
    [{ whole: 'Anna Schmidt' }, { given: 'ANNA', family: 'SCHMIDT' }],
    [{ whole: 'Anna Schmidt' }, { whole: 'Frau Dr. Anna Schmidt' }],
    [{ whole: 'Jean Dupont' }, { whole: 'DUPONT Jean' }],
    [{ whole: 'Jürgen Groß' }, { whole: 'Juergen Gross' }],
    [{ whole: 'Juan de la Cruz' }, { whole: 'Juan Cruz' }],
    [{ whole: "Sean O'Brien" }, { whole: 'Sean O’Brien' }],
    [{ whole: 'Eva Müller-Lüdenscheidt' }, { given: 'Eva', family: 'Mueller Luedenscheidt' }],
    [{ whole: 'Søren Ærø' }, { whole: 'Soren Aro' }],
  ])('%o and %o', (one, two) => {
    expect(texts(one)).toEqual(texts(two));
  });
});

test('an initial after a family name is the given name', () => {
  expect(nameParts({ whole: 'García López M.' })[0]).toMatchObject({ text: 'm' });
});

test('no name in nothing, numbers or signs', () => {
  for (const whole of ['', '  ', '4711', '-- , --']) expect(nameParts({ whole })).toEqual([]);
});

describe('homes that are one', () => {
  test.each([
    [
      { whole: 'Hauptstr. 5, 10115 Berlin' },
      { street: 'Hauptstraße', houseNumber: '5', postcode: '10115', city: 'Berlin' },
    ],
    [{ whole: '12 rue de la Paix, 75002 Paris' }, { street: '12, r. de la Paix', postcode: '75002' }],
    [{ whole: 'Flat 3, 10 Downing Street, London SW1A 2AA' }, { street: '10 Downing St', postcode: 'sw1a2aa' }],
    [{ whole: '123 Main St Apt 4, Springfield, IL 62704-1234' }, { street: '123 Main Street', postcode: '62704' }],
    [{ whole: 'Calle Mayor 5, 3º B, 28013 Madrid' }, { street: 'C/ Mayor 5', postcode: '28013' }],
    [{ whole: 'Bahnhofstrasse 7a, CH-8001 Zürich' }, { street: 'Bahnhofstr. 7 A', postcode: '8001' }],
    [
      { street: 'Hauptstr. 5', city: 'München' },
      { street: 'Hauptstraße 5', city: 'Muenchen' },
    ],
  ])('%o and %o', (one, two) => {
    expect(home(one)).toBeDefined();
    expect(home(one)).toBe(home(two));
  });

  test('a city or a street alone is no home', () => {
    expect(home({ city: 'Ulm', postcode: '89073' })).toBeUndefined();
    expect(home({ street: 'Hauptstr. 5' })).toBeUndefined();
  });
});

test.each([
  ['info@acme.example', true],
  ['Sales.DE@acme.example', true],
  ['no-reply@acme.example', true],
  ['do_not_reply@acme.example', true],
  ['kontakt2@acme.example', true],
  ['hr.meier@acme.example', false],
  ['anna.schmidt@acme.example', false],
  ['informatikus@acme.example', false],
])('role mailbox %s: %s', (address, role) => {
  expect(isRoleMailbox(address)).toBe(role);
});

test('mailboxes and telephones have one form', () => {
  expect(mailbox('A.Nna+x@GoogleMail.com')).toBe('anna@gmail.com');
  expect(mailbox('A.Nna+x@x.example')).toBe('a.nna@x.example');
  expect(mailbox('nobody')).toBeUndefined();
  expect(subscriberNumber('+33 1 23 45 67 89')).toBe(subscriberNumber('01 23 45 67 89'));
  expect(subscriberNumber('112')).toBeUndefined();
});
