import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cofferdam } from '../../test/cli/run.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rulings-'));
  await mkdir(at('leak'));
  await writeFile(
    at('leak/=shop.csv'),
    'customer number,name,date of birth,email\n7,Anna Schmidt,1980-05-13,a.schmidt@post.example\n8,Anna Schmidt,,anna8@web.example\n9,Jonas Weber,1975-02-28,jw@post.example\n',
  );
  await writeFile(at('leak/guests.csv'), 'name,phone\nAnna Schmidt,+49 30 6789012\nMia Fuchs,+49 40 5550199\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspect(...options: string[]) {
  const { code, out, err } = await cofferdam(['inspect', '--no-progress', '--format', 'json', ...options, at('leak')]);
  const { persons } = code === 2 ? { persons: undefined } : JSON.parse(out);
  return { code, err, persons };
}

test('doubts are listed, decided on, and asked no more; what is decided stays when more files come', {
  timeout: 120_000,
}, async () => {
  expect((await inspect('--doubts', at('doubts.csv'))).persons).toEqual({ certain: 4, possible: 5, atLeast: false });
  const [header = '', doubt = '', ...others] = (await readFile(at('doubts.csv'), 'utf8')).split('\r\n');
  expect(others).toEqual(['']);
  expect(doubt).toMatch(/^,same-name,\d,A••• S•••,/u);

  await writeFile(at('apart.csv'), `${header}\r\napart${doubt}\r\n`);
  // Not the one of the two in the shop: she may still be the other.
  const again = await inspect('--rulings', at('apart.csv'), '--doubts', at('more.csv'));
  expect(again.persons).toMatchObject({ certain: 4, possible: 5 });
  const [, other = ''] = (await readFile(at('more.csv'), 'utf8')).split('\r\n');
  await writeFile(at('neither.csv'), `${header}\r\napart${other}\r\n`);
  const both = await inspect('--rulings', at('apart.csv'), '--rulings', at('neither.csv'));
  expect(both.persons).toMatchObject({ certain: 5, possible: 5 });
  await writeFile(at('same.csv'), `${header}\r\nSame${doubt}\r\n`);
  const joined = await inspect('--rulings', at('same.csv'), '--doubts', at('left.csv'));
  expect(joined).toMatchObject({ persons: { certain: 4, possible: 4 }, err: '' });
  expect(await readFile(at('left.csv'), 'utf8')).toBe(`${header}\r\n`);

  await mkdir(at('leak/later'));
  await writeFile(at('leak/later/more.csv'), 'name,email\nPaul Krüger,pk@post.example\n');
  expect((await inspect('--rulings', at('same.csv'))).persons).toMatchObject({ certain: 5, possible: 5 });
  await rm(at('leak/guests.csv'));
  const gone = await inspect('--rulings', at('same.csv'));
  expect(gone.err).toContain(`records that are not here, or read otherwise now: ${at('same.csv')}, line 2`);
});

test.each([
  ['', 'is empty'],
  ['name,file\nx,y\n', 'line 1: there is no column decision'],
  ['decision,file,start,other file,other start\nmaybe,a,1,b,2\n', 'line 2: the decision is neither same nor apart'],
  ['decision,file,start,other file,other start\nsame,a,,b,2\n', 'line 2: it does not say where the records are'],
  [
    'decision,file,start,other file,other start\nsame,a,1,b,2\nsame,c,3,b,2\napart,a,1,c,3\n',
    'line 4: they are apart here, and one person by other lines',
  ],
  [
    `decision,file,start,other file,other start\n${Array.from({ length: 13 }, (_, at) => `apart,a,1,b,${at}\n`).join('')}`,
    "line 14: a record is not another's by more than 12 decisions",
  ],
])('a list of decisions that is not understood: %j', async (text, why) => {
  await writeFile(at('wrong.csv'), text);
  const { code, err } = await inspect('--rulings', at('wrong.csv'));
  expect(code).toBe(2);
  expect(err).toContain(why);
});

test.each([
  [['--rulings', 'd.csv', '--doubts', 'd.csv'], 'name another file'],
  [['--no-persons', '--doubts', 'd.csv'], 'about persons'],
  [['--rulings', 'nowhere.csv'], 'no such file'],
])('%j is refused', async (options, why) => {
  const { code, err } = await inspect(...options);
  expect(code).toBe(2);
  expect(err).toContain(why);
});
