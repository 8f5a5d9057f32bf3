import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileLabels } from '../labels/classify.ts';
import { addressShape } from './address.ts';
import { nameShape } from './person-name.ts';

const folder = join(import.meta.dirname, '../labels');
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const { names, places } = compileLabels(
  files.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
);

describe('nameShape', () => {
  it.each([
    'Anna Schmidt',
    'Dupont, Jean',
    'DUPONT Jean',
    'Dr. Karl-Heinz von der Tann',
    'María del Carmen García López',
    "Sean O'Brien",
    'J. Smith',
    'Herr Müller',
    'Mme Lefèvre',
    'Zbigniew Wróblewski',
    'Smith, John A.',
    'DE LUCA GIOVANNI',
    'anna schmidt',
  ])('takes %s for a name', (value) => {
    expect(nameShape(value, names)).toBeGreaterThanOrEqual(0.7);
  });

  it.each(['Blue Chair', 'Wireless Mouse', 'London', 'Rossi', 'Anna', 'Green Tea', '李伟'])(
    'is not sure of %s',
    (value) => {
      expect(nameShape(value, names)).toBeLessThan(0.75);
      expect(nameShape(value, names)).toBeGreaterThan(0.2);
    },
  );

  it.each([
    'Acme GmbH',
    'New York',
    'a@example.org',
    'Customer Service',
    'Windows 10',
    '',
    '-',
    'Active',
    '12 High Street',
    'Ann & Bob',
    'a, b, c',
    'x'.repeat(500),
  ])('takes %j for none', (value) => {
    expect(nameShape(value, names)).toBe(0);
  });
});

describe('addressShape', () => {
  it.each([
    '12 High Street',
    'Flat 3, 12 High Street, London SW1A 1AA',
    'Musterstraße 5',
    'Hauptstr. 12a, 80331 München',
    '12 bis rue de la Paix, 75002 Paris',
    'Via Roma 12/A',
    'Calle Mayor 5, 3º B',
    'C/ Alcalá, 45',
    '742 Evergreen Terrace, Springfield, IL 62704',
    'Kerkstraat 12',
    'PO Box 123',
    '5 rue Haute\n75002 Paris',
  ])('takes %j for an address', (value) => {
    expect(addressShape(value, places)).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    'Anna Schmidt',
    'Office Chair 12',
    'Windows 10',
    'Order 12345 shipped',
    '2026-01-05 12:33',
    'a@example.org',
    '12345',
    'https://example.org/street/5',
    '',
    'x '.repeat(300),
  ])('takes %j for none', (value) => {
    expect(addressShape(value, places)).toBeLessThan(0.5);
  });
});
