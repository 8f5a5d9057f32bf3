import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cofferdam } from '../../test/cli/run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'persons-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Line = Readonly<Record<string, string>>;

/** Cells of one line; no cell of these files holds a line end. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/gu)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
  );

async function linesOf(path: string): Promise<Line[]> {
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/u);
  const names = cellsOf(header);
  return lines.map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ı', 'i').toLowerCase();

const initials = (name: string): string[] => plain(name).match(/(?<!\p{L})\p{L}/gu) ?? [];

async function list(leak: string, ...more: string[]): Promise<{ lines: Line[]; text: string; err: string }> {
  const path = join(folder, `persons-${more.length}.csv`);
  const ran = await cofferdam(['inspect', '--persons', path, ...more, leak]);
  expect([3, 5]).toContain(ran.code);
  return { lines: await linesOf(path), text: await readFile(path, 'utf8'), err: ran.err };
}

test('on a whole leak each person has the name and contact of one person in truth, masked or revealed', async () => {
  const range = join(folder, 'range');
  expect((await cofferdam(['range', '--seed', '23', '--out', range])).code).toBe(0);
  const leak = join(range, 'leak');
  const roster = await linesOf(join(range, 'roster.csv'));
  const records = join(folder, 'records.ndjson');
  const masked = await list(leak);
  const revealed = await list(leak, '--reveal', '--jobs', '1', '--records', records);

  // One reveals what the other masks: the same persons, so the same masks, in whatever order files were read.
  const byMailbox = new Map(
    roster.flatMap((line) => [line['email'], line['work_email']].map((mailbox) => [mailbox ?? '', line] as const)),
  );
  const thisYear = new Date().getUTCFullYear();
  let known = 0;
  for (const { name = '', contact = '', minor } of revealed.lines) {
    const truth = contact === '' ? undefined : byMailbox.get(contact);
    if (truth === undefined) continue;
    known += 1;
    const own = new Set(plain(`${truth['given_name']} ${truth['family_name']}`).split(/[\s'’-]+/u));
    if (name !== '')
      expect(
        plain(name)
          .split(/[\s'’-]+/u)
          .some((word) => own.has(word)),
        contact,
      ).toBe(true);
    // Day and month may not be told apart, so that the year of the eighteenth birthday is left out.
    const turnsAdult = Number(truth['birth_date']?.slice(0, 4)) + 18;
    if (minor === '' || turnsAdult === thisYear) continue;
    expect([contact, minor]).toEqual([contact, turnsAdult > thisYear ? 'yes' : 'no']);
  }
  expect(known).toBeGreaterThan(revealed.lines.length * 0.85);
  expect(revealed.lines.filter(({ minor }) => minor === 'yes').length).toBeGreaterThan(5);

  const truths = roster.map((line) => initials(`${line['given_name']} ${line['family_name']}`));
  for (const { name = '', contact = '' } of masked.lines) {
    const shown = initials(name);
    expect(truths.some((letters) => shown.every((letter) => letters.includes(letter)))).toBe(true);
    expect(`${name}${contact}`).toMatch(/•••/u);
  }
  const named = masked.lines.filter(({ name }) => name !== '').length;
  expect(named).toBeGreaterThan(masked.lines.length * 0.95);
  for (const { email = '', family_name: family = '', phone = '' } of roster) {
    expect(masked.text.includes(email)).toBe(false);
    if (phone !== '') expect(masked.text.includes(phone)).toBe(false);
    if (family.length > 3) expect(masked.lines.some(({ name }) => name?.includes(family))).toBe(false);
  }

  // The place is that of a record of this person.
  const first = new Map<string, string>();
  for (const line of (await readFile(records, 'utf8')).trim().split('\n')) {
    const { file, span, person } = JSON.parse(line) as {
      file: string;
      span: { start: number; end: number };
      person: number;
    };
    const key = String(person);
    if (!first.has(key)) first.set(key, `${file} ${span.start} ${span.end}`);
  }
  for (const line of revealed.lines) {
    expect(`${line['first file']} ${line['first start']} ${line['first end']}`).toBe(first.get(line['person'] ?? ''));
  }
}, 180_000);

test('a small world: best name, best contact, files, age, place', async () => {
  const one = join(folder, 'one.csv');
  await writeFile(
    one,
    [
      'first name,last name,date of birth,email',
      'Anna,Schmidt,1980-02-01,anna.schmidt@mailbox.example',
      'Tim,Berger,2015-06-30,tim.berger@mailbox.example',
      '=cmd,Hacker,1970-01-02,@formula.hacker@mailbox.example',
      '',
    ].join('\n'),
  );
  const revealed = await list(one, '--reveal');
  const tim = revealed.lines.find(({ contact }) => contact === 'tim.berger@mailbox.example');
  expect(tim).toMatchObject({ name: 'Tim Berger', minor: 'yes', records: '1', files: '1', 'first file': one });
  const anna = revealed.lines.find(({ contact }) => contact === 'anna.schmidt@mailbox.example');
  expect(anna).toMatchObject({ name: 'Anna Schmidt', minor: 'no' });
  expect(revealed.err).toMatch(/copy of the leak/u);
  expect(revealed.text).not.toMatch(/(?:^|,)[=@]/mu);
  expect((await stat(join(folder, 'persons-1.csv'))).mode & 0o777).toBe(0o600);
  const masked = await list(one);
  expect(masked.lines.map(({ name }) => name)).toContain('T••• B•••');
  expect(masked.text).not.toMatch(/Schmidt|Berger|anna\.|tim\./u);
});

test('a file that is read in parts names the same persons', async () => {
  const large = join(folder, 'large.csv');
  const given = ['Anna', 'Bruno', 'Clara', 'David', 'Erika', 'Fabian'];
  const family = ['Schmidt', 'Berger', 'Winkler', 'Hoffmann', 'Lorenz', 'Vogel'];
  const rows: string[] = ['first name,last name,email,notes'];
  const notes = 'x'.repeat(4000);
  const count = 6500;
  for (let index = 0; index < count; index += 1) {
    rows.push(`${given[index % 6]},${family[Math.floor(index / 6) % 6]},person.${index}@mailbox.example,${notes}`);
  }
  await writeFile(large, `${rows.join('\n')}\n`);
  const { lines } = await list(large, '--reveal', '--jobs', '2');
  expect(lines).toHaveLength(count);
  for (const { name, contact = '' } of lines) {
    const index = Number(/\d+/u.exec(contact)?.[0]);
    expect([contact, name]).toEqual([contact, `${given[index % 6]} ${family[Math.floor(index / 6) % 6]}`]);
  }
}, 60_000);
