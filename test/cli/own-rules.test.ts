import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cofferdam, inspectJson } from './run.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);

const staff = (id: string, pattern = '(?<![A-Z0-9])HK-\\d{6}(?!\\d)'): string => `
id: ${id}
element: national-id
title: Staff number of Hafenkontor
pattern: '${pattern}'
anchor: { literals: [HK-] }
score: 0.8
examples: [HK-204418, 'badge HK-100001 was lost']
negative_examples: [HK-20441, XHK-204418]
references: [https://hafenkontor.example/staff-numbers]
`;

function rulesIn(name: string, text: string): string {
  mkdirSync(at(name));
  writeFileSync(at(name, 'staff.yml'), text);
  return at(name);
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cofferdam-test-')));
  writeFileSync(at('note.txt'), 'The badge of HK-204418 opened the door.\nIBAN DE89 3704 0044 0532 0130 00\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('rules of one’s own', () => {
  it('find beside the shipped ones', async () => {
    const rules = rulesIn('good', staff('hafenkontor-staff'));
    const { result } = await inspectJson('--no-persons', '--rules', rules, at('note.txt'));
    expect(result.files[0]?.findings.map(({ rule }) => rule)).toEqual(['hafenkontor-staff', 'iban']);
    const listed = await cofferdam(['rules', 'list', '--rules', rules]);
    expect(listed.out).toContain('hafenkontor-staff');
    expect((await cofferdam(['rules', 'try', '--rules', rules, 'hafenkontor-staff', 'HK-204418'])).code).toBe(0);
  });

  it.each([
    ['an id that is taken', staff('iban'), 'iban: id is used in'],
    ['a pattern that can run away', staff('runs-away', '(?:H?K-?\\d{1,9}){1,20}$'), 'runs-away: pattern'],
    ['an example that is not found', staff('too-strict', 'HK-\\d{7}'), 'too-strict: examples.0 is not found'],
    ['what is no rule', 'id: 7\n', 'staff.yml'],
  ])('refuse %s before anything is read', async (name, text, said) => {
    const rules = rulesIn(name, text);
    const ran = await cofferdam(['inspect', '--rules', rules, at('note.txt')]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(said);
    expect((await cofferdam(['rules', 'check', '--rules', rules])).code).not.toBe(0);
  });

  it('must be there', async () => {
    mkdirSync(at('empty'));
    expect((await cofferdam(['inspect', '--rules', at('empty'), at('note.txt')])).err).toContain('holds no .yml');
    expect((await cofferdam(['inspect', '--rules', at('missing'), at('note.txt')])).err).toContain('no such file');
  });
});

describe('the allow list', () => {
  const rows = Array.from({ length: 40 }, (_, at) => `${at},Ida Falk,person.${at}@falk.example`).join('\n');
  const list = '# test data\nDE89370400440532013000\n\n/person\\.\\d@falk\\.example/\n';

  it('leaves out and says how much', async () => {
    writeFileSync(at('people.csv'), `id,name,email\n${rows}\n`);
    writeFileSync(at('allow.txt'), list);
    const { result, err, code } = await inspectJson('--allow', at('allow.txt'), at('people.csv'), at('note.txt'));
    expect(result).toMatchObject({ allowed: 11, elements: { email: 30 } });
    expect(
      result.files.map((file) => [file.findings.filter(({ rule }) => rule === 'iban').length, file]),
    ).toMatchObject([
      [0, { allowed: 10 }],
      [0, { allowed: 1 }],
    ]);
    expect([code, err]).toEqual([3, 'cofferdam: Not counted, being on the allow list or known already: 11\n']);
  });

  it('is refused where a pattern can run away', async () => {
    writeFileSync(at('bad.txt'), '/(?:a{1,20}){1,20}/\n');
    const ran = await cofferdam(['inspect', '--allow', at('bad.txt'), at('note.txt')]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain('pattern 1');
  });
});

describe('a dictionary', () => {
  it('is found as whole words, whatever their case and blanks', async () => {
    writeFileSync(at('Board Members.txt'), '# 2026\nIda Falk-Örn\nKestrel\n');
    writeFileSync(at('minutes.txt'), 'Present: IDA  FALK-ÖRN, kestrels.\nThen Kestrel spoke.\n');
    writeFileSync(at('minutes.csv'), 'Comment,Amount\nKestrel,12\n');
    const args = ['--dictionary', `person-name=${at('Board Members.txt')}`, at('minutes.txt'), at('minutes.csv')];
    const { result } = await inspectJson('--no-persons', ...args);
    const found = result.files.map(({ findings }) => findings.map(({ rule, where }) => [rule, where.line]));
    const rule = 'dictionary-board-members';
    expect(found[0]).toEqual([
      [rule, 1],
      [rule, 2],
    ]);
    expect(found[1]).toEqual([[rule, 2]]);
  });

  it.each([
    ['ab\n', 'line 1 is shorter'],
    ['# nothing\n', 'it is empty'],
  ])('of %j is refused', async (text, said) => {
    writeFileSync(at('terms.txt'), text);
    const ran = await cofferdam(['inspect', '--dictionary', `person-name=${at('terms.txt')}`, at('note.txt')]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(said);
  });
});
