import { describe, expect, test } from 'vitest';
import type { Entry, Group } from '../../web/features/search/entry.ts';
import { find } from '../../web/features/search/find.ts';
import { hayOf, scoreOf } from '../../web/features/search/match.ts';

const fits = (label: string, typed: string, others: readonly string[] = []): boolean =>
  scoreOf(hayOf(label, others), typed) > 0;

describe('what somebody types finds', () => {
  test.each([
    ['Customer list on a paste site', 'list'],
    ['Customer list on a paste site', 'paste cust'],
    ['Customer list on a paste site', 'CUSTOMER'],
    ['Kundenliste der Zürich', 'zurich'],
    ['Backup of the claims portal', 'portl'],
    ['Backup of the claims portal', 'protal'],
    ['Backup of the claims portal', 'claisms'],
    ['Credentials in a repository', 'repostiroy'],
    ['First hour', 'fh'],
    ['Payroll spreadsheet', 'sheet'],
  ])('%s by "%s"', (label, typed) => expect(fits(label, typed)).toBe(true));

  test('what goes by another word as well', () => {
    expect(fits('Log', 'audit', ['who did what', 'audit'])).toBe(true);
    expect(fits('A list', 'amber her', ['Amber Heron'])).toBe(true);
  });

  test.each([
    ['Customer list on a paste site', 'customer payroll'],
    ['Log', 'lag'],
    ['Backup of the claims portal', 'mortar'],
    ['Evidence', 'x'],
  ])('not %s by "%s"', (label, typed) => expect(fits(label, typed)).toBe(false));
});

const entry = (group: Group, label: string, id = label): Entry => ({
  id,
  group,
  label,
  sign: (() => null) as unknown as Entry['sign'],
  hay: hayOf(label),
  choose: () => undefined,
});
const labels = (entries: readonly Entry[], typed: string, recent: readonly string[] = []) =>
  find(entries, typed, recent).map(({ group, entries: found }) => [group, ...found.map(({ label }) => label)]);

const all = [
  entry('In this incident', 'Log'),
  entry('Incidents', 'A log of the portal'),
  entry('Incidents', 'Logs on a stick'),
  entry('Evidence', 'catalogue.csv'),
  entry('Go to', 'Desk'),
];

test('of thousands of the same kind the one whose number was typed whole comes first', () => {
  const all = Array.from({ length: 2000 }, (_, number) => entry('Incidents', `Files of customer ${2000 - number}`));
  const [first] = find(all, 'customer 17', []);
  expect(first?.entries[0]?.label).toBe('Files of customer 17');
});

test('what begins so comes first, and its group with it', () => {
  expect(labels(all, 'log')).toEqual([
    ['In this incident', 'Log'],
    ['Incidents', 'Logs on a stick', 'A log of the portal'],
    ['Evidence', 'catalogue.csv'],
  ]);
});

test('with nothing typed: what was chosen lately, once, then the rest; evidence is looked for by name', () => {
  expect(labels(all, ' ', ['Desk', 'Logs on a stick', 'gone'])).toEqual([
    ['Recent', 'Desk', 'Logs on a stick'],
    ['In this incident', 'Log'],
    ['Incidents', 'A log of the portal'],
  ]);
});

test('of many the first few, and how many more', () => {
  const many = Array.from({ length: 30 }, (_, number) => entry('Incidents', `Portal ${number}`));
  const [found] = find(many, 'portal', ['Portal 29']);
  expect([found?.entries.length, found?.more, found?.entries[0]?.label]).toEqual([8, 22, 'Portal 29']);
});
